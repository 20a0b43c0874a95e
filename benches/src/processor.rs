//! Time on a processor, which other processes do not stretch.

use std::time::Duration;

use rustix::time::{ClockId, clock_gettime};

/// Time that the calling thread has spent on a processor.
#[must_use]
pub fn of_thread() -> Duration {
    spent(ClockId::ThreadCPUTime)
}

/// Time that all threads of this process have spent on processors.
#[must_use]
pub fn of_process() -> Duration {
    spent(ClockId::ProcessCPUTime)
}

fn spent(clock: ClockId) -> Duration {
    let time = clock_gettime(clock);
    Duration::new(time.tv_sec.unsigned_abs(), time.tv_nsec as u32)
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
