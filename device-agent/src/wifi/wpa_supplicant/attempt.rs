//! Tells from the supplicant's states what becomes of joining a network.

/// How far joining has come. The supplicant tries again for ever; what a state means depends on those
/// before it.
#[derive(Clone, Copy, Debug, Default)]
pub(super) struct Attempt {
    progress: Progress,
    refused: u32,
}

/// The furthest that was seen.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord)]
enum Progress {
    #[default]
    Searching,
    /// An access point of that name was heard.
    Heard,
    /// It was asked to take the password.
    Challenged,
}

/// What became of it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Outcome {
    Joined,
    WrongPassword,
    NotFound,
    TimedOut,
}

/// One handshake can fail by a lost packet.
const REFUSALS: u32 = 2;

impl Attempt {
    /// The supplicant is in this state now: the outcome, once it is known.
    pub(super) fn saw(&mut self, state: &str) -> Option<Outcome> {
        match state {
            "completed" => return Some(Outcome::Joined),
            "authenticating" | "associating" | "associated" => self.reached(Progress::Heard),
            "4way_handshake" => self.reached(Progress::Challenged),
            "disconnected" if self.progress == Progress::Challenged => {
                self.refused = self.refused.saturating_add(1);
                self.progress = Progress::Heard;
            }
            _ => {}
        }
        (self.refused >= REFUSALS).then_some(Outcome::WrongPassword)
    }

    /// There is no more time.
    pub(super) fn timed_out(self) -> Outcome {
        match self.progress {
            _ if self.refused > 0 => Outcome::WrongPassword,
            Progress::Searching => Outcome::NotFound,
            Progress::Heard => Outcome::TimedOut,
            Progress::Challenged => Outcome::WrongPassword,
        }
    }

    fn reached(&mut self, progress: Progress) {
        self.progress = self.progress.max(progress);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(states: &[&str], expected: Outcome) {
        let mut attempt = Attempt::default();
        let told = states.iter().find_map(|state| attempt.saw(state));
        assert_eq!(
            told.unwrap_or_else(|| attempt.timed_out()),
            expected,
            "{states:?}"
        );
    }

    #[test]
    fn the_states_tell_a_wrong_password_from_a_network_out_of_reach() {
        const TRY: [&str; 4] = ["scanning", "authenticating", "associating", "associated"];
        let refused = [&TRY[..], &["4way_handshake", "disconnected"]].concat();
        let joined = ["4way_handshake", "group_handshake", "completed"];
        check(&[&TRY[..], &joined].concat(), Outcome::Joined);
        check(&[&refused[..], &TRY, &joined].concat(), Outcome::Joined);
        check(&[&refused[..], &refused].concat(), Outcome::WrongPassword);
        check(&refused, Outcome::WrongPassword);
        check(
            &[&TRY[..], &["4way_handshake"]].concat(),
            Outcome::WrongPassword,
        );
        check(&TRY, Outcome::TimedOut);
        check(&["disconnected", "scanning"], Outcome::NotFound);
        check(&[], Outcome::NotFound);
    }
}
