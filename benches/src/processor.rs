//! Time on a processor, which other processes do not stretch.

use std::time::Duration;

/// Time that the calling thread has spent on a processor; nothing where the system does not tell.
#[must_use]
pub fn of_thread() -> Option<Duration> {
    let stat = std::fs::read_to_string("/proc/thread-self/schedstat").ok()?;
    stat.split(' ').next()?.parse().ok().map(Duration::from_nanos)
}

/// Time that all threads of this process have spent on processors, in steps of the clock's ticks (10 ms).
#[must_use]
pub fn of_process() -> Option<Duration> {
    let stat = std::fs::read_to_string("/proc/self/stat").ok()?;
    // After the name, which may hold blanks: state is the first field, user and system time the 12th and 13th.
    let fields: Vec<&str> = stat.rsplit(") ").next()?.split(' ').collect();
    let ticks = |at: usize| fields.get(at)?.parse::<u64>().ok();
    Some(Duration::from_millis((ticks(11)? + ticks(12)?) * 10))
}

/// The most memory that this process has held, in bytes.
#[must_use]
pub fn peak_memory() -> Option<u64> {
    memory("VmHWM:")
}

/// The memory that this process holds, in bytes.
#[must_use]
pub fn memory_now() -> Option<u64> {
    memory("VmRSS:")
}

fn memory(name: &str) -> Option<u64> {
    let status = std::fs::read_to_string("/proc/self/status").ok()?;
    let line = status.lines().find(|line| line.starts_with(name))?;
    line.split_whitespace().nth(1)?.parse::<u64>().ok().map(|kib| kib * 1024)
}
