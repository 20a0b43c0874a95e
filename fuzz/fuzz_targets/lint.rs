#![no_main]

libfuzzer_sys::fuzz_target!(|bytes: &[u8]| rengang_fuzz::lint(bytes));
