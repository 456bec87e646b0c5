//! Names what goes into the core and what comes out of it.

use super::{Answer, KnownStatements, Question};
use crate::{Event, PeerId, VerifiedAccount, VerifiedAt, VerifiedHeader, VerifiedStatement};
use outpost_protocol::{AccountAddress, Timestamp, transaction::Rejection, wire::Refusal};

/// What the caller's clocks say.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Now {
    /// Milliseconds since the node started; never goes back. Deadlines count by it.
    pub uptime_ms: u64,
    /// The time of day, which may be set wrong. Only shown, and compared with headers'.
    pub wall: Timestamp,
}

/// Names a request to a peer.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct RequestId(pub u64);

/// Names a question of the app; chosen by the caller.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct TaskId(pub u64);

/// Names a gossip message that waits to be judged; chosen by the caller.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct GossipId(pub u64);

/// What happens to the core.
#[derive(Clone, Debug)]
pub enum Input {
    /// A peer connected.
    PeerJoined(PeerId),
    /// A peer disconnected.
    PeerLeft(PeerId),
    /// A peer answered.
    Answered {
        /// What.
        request: RequestId,
        /// With what: the encoding of a [`Response`](outpost_protocol::wire::Response), if it is honest.
        bytes: Vec<u8>,
    },
    /// A request came to nothing.
    Failed {
        /// Which.
        request: RequestId,
        /// Whose answer it was to be.
        peer: PeerId,
        /// Why.
        failure: RequestFailure,
    },
    /// A peer passed a message on.
    Gossip {
        /// Which.
        gossip: GossipId,
        /// Who passed it on.
        from: PeerId,
        /// The encoding of a [`CertifiedHeader`], if the peer is honest.
        bytes: Vec<u8>,
    },
    /// The app asks.
    Ask {
        /// For the answer.
        task: TaskId,
        /// What.
        question: Question,
    },
    /// An account's statements that are in the store. Comes before anything is asked about it.
    Known {
        /// The account.
        address: AccountAddress,
        /// Its statements.
        statements: KnownStatements,
    },
    /// The app wants an account to be kept fresh.
    Follow(AccountAddress),
    /// The store was lost, and is empty now.
    StoreEmptied,
    /// What was to be stored last could not be. What is stored comes next, as [`Known`](Self::Known).
    StoreFailed,
    /// Time passed; sent a few times a second.
    TimePassed,
}

/// Why a request came to nothing.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum RequestFailure {
    /// The peer is gone, or broke the answer off.
    Unreachable,
    /// The peer sent more than a response may have.
    TooLarge,
}

/// What the caller does for the core.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Effect {
    /// Send a request.
    Send {
        /// Its name.
        request: RequestId,
        /// To whom.
        peer: PeerId,
        /// The encoding of a [`Request`].
        bytes: Vec<u8>,
    },
    /// Drop a peer and refuse its connections.
    Ban {
        /// Whom.
        peer: PeerId,
        /// For how long.
        for_ms: u64,
    },
    /// Say what becomes of a gossip message.
    Judge {
        /// Which.
        gossip: GossipId,
        /// What.
        verdict: Verdict,
    },
    /// Store something that was verified.
    Store(Write),
    /// Tell the app.
    Event(Event),
    /// Answer the app.
    Answer {
        /// To what.
        task: TaskId,
        /// The answer.
        answer: Result<Answer, AskError>,
    },
}

impl Effect {
    /// What is to be stored, if anything.
    pub fn write(&self) -> Option<&Write> {
        match self {
            Self::Store(write) => Some(write),
            _ => None,
        }
    }
}

/// What becomes of a gossip message.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Verdict {
    /// It is passed on.
    PassOn,
    /// It is right, but nobody needs it any more.
    Drop,
    /// It is wrong.
    Reject,
}

/// Something verified that is kept.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Write {
    /// The newest header.
    Tip(VerifiedHeader),
    /// An account, in place of what was known of it.
    Account(Box<VerifiedAccount>),
    /// An account is unchanged at a later header.
    Confirmed {
        /// Which.
        address: AccountAddress,
        /// The header.
        at: VerifiedAt,
    },
    /// A statement.
    Statement(Box<VerifiedStatement>),
}

/// Why a question has no answer.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum AskError {
    /// No peer was connected.
    #[error("no peer is connected")]
    NoPeers,
    /// Every peer was silent, behind or caught.
    #[error("no peer gave an answer that can be verified")]
    NoValidAnswer,
    /// Peers refuse to answer.
    #[error("the peers refuse to answer: {0}")]
    Refused(Refusal),
    /// What was proven is not understood.
    #[error("a proven value is not understood")]
    NotUnderstood,
    /// Peers refuse the transaction.
    #[error(transparent)]
    Rejected(Rejection),
}
