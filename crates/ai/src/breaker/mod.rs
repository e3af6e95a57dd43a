//! Whether calls go to an account: a state machine for each, pure (time and outcomes are given to it).
//!
//! closed -> open on repeated faults of the account, a dead credential, a limit, or a stall; open ->
//! half-open when the cooldown ends, for one probe; half-open -> closed when the probe succeeds, else open
//! again, for longer. A fault of the client's never counts. A provider's Retry-After is the floor of the
//! cooldown.

use std::time::Duration;

/// Faults in a row that open.
const IN_A_ROW: u32 = 2;
/// The outcomes that a rate is taken over, and the faults among them that open.
const WINDOW: u32 = 20;
const FAULTS_IN_WINDOW: u32 = 10;
const COOLDOWN_MIN: Duration = Duration::from_secs(5);
const COOLDOWN_MAX: Duration = Duration::from_secs(120);
/// A dead credential does not come to life by itself; health checks look at it meanwhile.
const CREDENTIAL: Duration = Duration::from_secs(60);
const QUOTA: Duration = Duration::from_secs(300);
/// No provider may bench its account for longer.
const RETRY_AFTER_MAX: Duration = Duration::from_secs(86_400);
/// Calls at a time to an account that has not answered well since it was closed, while others can be asked.
pub const UNPROVEN_MAX: u32 = 2;

/// Milliseconds of some steady clock.
pub type Millis = u64;

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Outcome {
    Success,
    /// The request was wrong, or the client went away: nothing is said about the account.
    Neutral,
    /// 5xx, refused connections, garbage.
    Fault,
    /// It began too late, or fell silent.
    Stalled,
    Limited {
        retry_after: Option<Duration>,
    },
    QuotaGone,
    CredentialDead,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum State {
    Closed,
    Open {
        until: Millis,
    },
    /// `since`: when the probe was sent out.
    HalfOpen {
        since: Millis,
    },
}

/// Whether a call may go.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Pass {
    Yes,
    /// As the one call that tries whether it works again.
    Probe,
    No {
        until: Millis,
    },
}

/// What changed, for events and notices.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Change {
    Opened { cooldown: Duration },
    Closed,
}

#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Breaker {
    state: State,
    in_a_row: u32,
    /// The last outcomes, newest in the lowest bit; 1 = fault.
    window: u32,
    seen: u32,
    /// Times opened since it last closed by success: the cooldown doubles with each.
    trips: u32,
    is_proven: bool,
}

impl Default for Breaker {
    fn default() -> Self {
        Self { state: State::Closed, in_a_row: 0, window: 0, seen: 0, trips: 0, is_proven: false }
    }
}

impl Breaker {
    /// What a call would be told now, without sending it.
    pub fn peek(&self, now: Millis) -> Pass {
        match self.state {
            State::Closed => Pass::Yes,
            State::Open { until } if until <= now => Pass::Probe,
            State::Open { until } => Pass::No { until },
            // A probe that never came back holds nobody up for ever.
            State::HalfOpen { since } if since + millis(COOLDOWN_MAX) <= now => Pass::Probe,
            State::HalfOpen { since } => Pass::No { until: since + millis(COOLDOWN_MAX) },
        }
    }

    /// Sends a call: the first one after the cooldown is the probe, and there is one.
    pub fn enter(&mut self, now: Millis) -> Pass {
        let pass = self.peek(now);
        if pass == Pass::Probe {
            self.state = State::HalfOpen { since: now };
        }
        pass
    }

    /// True when it has answered well since it was closed.
    pub fn is_proven(&self) -> bool {
        self.is_proven
    }

    pub fn name(&self, now: Millis) -> &'static str {
        match self.peek(now) {
            Pass::Yes => "closed",
            Pass::Probe => "half-open",
            Pass::No { .. } if matches!(self.state, State::HalfOpen { .. }) => "half-open",
            Pass::No { .. } => "open",
        }
    }

    /// How a call ended that `enter` let pass as `pass`.
    pub fn record(&mut self, now: Millis, pass: Pass, outcome: Outcome) -> Option<Change> {
        let was_probe = pass == Pass::Probe;
        match outcome {
            Outcome::Neutral => {
                // The probe told nothing; the next call is one again.
                if was_probe && matches!(self.state, State::HalfOpen { .. }) {
                    self.state = State::Open { until: now };
                }
                None
            }
            Outcome::Success => self.succeeded(was_probe),
            Outcome::Fault => {
                self.note(true);
                let often = self.seen >= FAULTS_IN_WINDOW && self.window.count_ones() >= FAULTS_IN_WINDOW;
                let opens = was_probe || self.in_a_row >= IN_A_ROW || often;
                opens.then(|| self.open(now, COOLDOWN_MIN)).flatten()
            }
            Outcome::Stalled => self.fail(now, COOLDOWN_MIN),
            Outcome::Limited { retry_after } => {
                self.fail(now, retry_after.unwrap_or(COOLDOWN_MIN).min(RETRY_AFTER_MAX))
            }
            Outcome::QuotaGone => self.fail(now, QUOTA),
            Outcome::CredentialDead => self.fail(now, CREDENTIAL),
        }
    }

    /// A health check found it well.
    pub fn recover(&mut self) -> Option<Change> {
        let was_open = self.state != State::Closed;
        *self = Self::default();
        was_open.then_some(Change::Closed)
    }

    fn succeeded(&mut self, was_probe: bool) -> Option<Change> {
        self.note(false);
        // A call from before it opened is no proof that it works again.
        if self.state == State::Closed {
            self.is_proven = true;
            self.trips = 0;
            return None;
        }
        was_probe.then(|| {
            *self = Self { is_proven: true, ..Self::default() };
            Change::Closed
        })
    }

    fn fail(&mut self, now: Millis, floor: Duration) -> Option<Change> {
        self.note(true);
        self.open(now, floor)
    }

    fn note(&mut self, is_fault: bool) {
        self.in_a_row = if is_fault { self.in_a_row + 1 } else { 0 };
        self.window = (self.window << 1 | u32::from(is_fault)) & ((1 << WINDOW) - 1);
        self.seen = (self.seen + 1).min(WINDOW);
    }

    fn open(&mut self, now: Millis, floor: Duration) -> Option<Change> {
        let was_closed = self.state == State::Closed;
        // Calls that were under way when it opened say nothing new; but a longer wait counts.
        if let State::Open { until } = self.state {
            self.state = State::Open { until: until.max(now + millis(floor)) };
            return None;
        }
        let grown = COOLDOWN_MIN.saturating_mul(1 << self.trips.min(5)).min(COOLDOWN_MAX);
        let cooldown = grown.max(floor);
        self.trips += 1;
        self.state = State::Open { until: now + millis(cooldown) };
        self.is_proven = false;
        self.in_a_row = 0;
        was_closed.then_some(Change::Opened { cooldown })
    }
}

fn millis(d: Duration) -> Millis {
    u64::try_from(d.as_millis()).unwrap_or(u64::MAX)
}

#[cfg(test)]
mod tests;
