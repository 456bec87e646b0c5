//! Why units do not count, as a kind that every language has plain words for.
//!
//! The words are in the translation files under `loss-<kind>`, with the attributes `.what` (what
//! happened), `.means` (what it means for you) and `.next` (what to do).

use crate::codes::codes;

codes! {
    /// Why units do not count.
    LossKind {
        /// The device was claimed after the epoch began.
        JoinedDuringEpoch = "joined-during-epoch",
        /// The device took fewer readings than it could.
        FewerReadings = "fewer-readings",
        /// No cell was asserted for the device.
        NoLocation = "no-location",
        /// Readings outside of what the sensor can measure.
        OutOfRange = "out-of-range",
        /// The evidence that was asked for was not shown in time.
        NotShown = "not-shown",
        /// The evidence that was shown is not what the report says.
        Flawed = "flawed",
        /// The values contradict those of most neighbours.
        Disagrees = "disagrees",
        /// The sensor shows the same value all the time.
        Stuck = "stuck",
        /// The values are those of another device.
        Copied = "copied",
        /// Another device of the same owner covers the same.
        SameOwner = "same-owner",
        /// Fewer beacons were sent than were scheduled.
        FewerBeacons = "fewer-beacons",
        /// Beacons that were not scheduled.
        NotScheduled = "not-scheduled",
        /// Beacons of devices that stand too near.
        TooNear = "too-near",
        /// A signal that is impossible at the distance.
        ImpossibleSignal = "impossible-signal",
        /// Nobody independent heard the device, or was heard by it.
        NotWitnessed = "not-witnessed",
        /// Devices that hear only each other.
        ClosedRing = "closed-ring",
        /// More energy than the declared equipment can give.
        BeyondCapacity = "beyond-capacity",
        /// Solar energy without daylight.
        NoDaylight = "no-daylight",
        /// The meter counted backwards, or from another place than it stopped at.
        MeterJumped = "meter-jumped",
        /// Fewer sectors kept than the device agreed to keep.
        FewerSectors = "fewer-sectors",
        /// The job's result contradicts that of most others who ran it.
        Dissent = "dissent",
        /// Too few ran the same job to tell whose result is right.
        NoQuorum = "no-quorum",
        /// Fewer jobs run than were assigned.
        FewerJobs = "fewer-jobs",
        /// The cell was mapped lately.
        AlreadyFresh = "already-fresh",
        /// Nobody else saw the same yet.
        Unconfirmed = "unconfirmed",
        /// Too few points to map a cell.
        TooSparse = "too-sparse",
        /// What is claimed was not sealed with the report for the epoch before.
        NotSealed = "not-sealed",
    }
}
