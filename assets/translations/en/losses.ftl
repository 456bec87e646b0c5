# Why units do not count: what happened, what it means for you, what to do.

loss-joined-during-epoch =
    .what = Before it was added
    .means = You added the device after the epoch had begun. What was before that does not count.
    .next = Nothing: from the next epoch on it counts in full.

loss-fewer-readings =
    .what = Readings not taken
    .means = It was off or busy for a part of the epoch.
    .next = See that it has power all the time.

loss-no-location =
    .what = No place known
    .means = The network does not know where it stands, so nothing that it did counts.
    .next = Add the device again to finish its set-up.

loss-out-of-range =
    .what = Impossible values
    .means = At least one value was outside of what such a sensor can measure, so none was believed.
    .next = See whether the sensor is wet, loose or broken.

loss-not-shown =
    .what = Records not shown
    .means = The network asked for its records and did not get them in time.
    .next = Leave it on and online after the end of an epoch. Devices to which this happens often are suspended.

loss-flawed =
    .what = Records do not match
    .means = The records that it showed are not those that it reported.
    .next = Restart it and bring it up to date. Devices to which this happens often are suspended.

loss-disagrees =
    .what = Differs from its neighbours
    .means = Most sensors nearby measured something else.
    .next = Move it out of the sun, and away from walls, heaters and exhausts.

loss-stuck =
    .what = The same value all the time
    .means = The values of a working sensor change a little. These did not.
    .next = See whether the sensor is connected. If it is, replace it.

loss-copied =
    .what = Values of another device
    .means = Another device reported exactly the same, and no two sensors measure exactly the same.
    .next = Reset the device and set it up again.

loss-same-owner =
    .what = Covered by your other device
    .means = What two of your devices do in one place counts once.
    .next = Move one of them to where you have none yet.

loss-fewer-beacons =
    .what = Beacons not sent
    .means = It sent fewer beacons than it was to send.
    .next = See that it has power all the time, and that its antenna is connected.

loss-not-scheduled =
    .what = Not on the schedule
    .means = It named beacons that nobody was to send at that time.
    .next = Restart it and bring it up to date, so that its clock is right.

loss-too-near =
    .what = Too near to each other
    .means = It heard devices that stand so near that this says nothing about coverage.
    .next = Move it further away from the others.

loss-impossible-signal =
    .what = Signal too strong
    .means = The signal that it reported is stronger than it can be from so far away.
    .next = Check the place and the antenna that you set for it.

loss-not-witnessed =
    .what = Nobody heard it
    .means = No device of another owner heard it, and it heard none.
    .next = Put its antenna higher, and outside. Where nobody else is yet, it counts once others come.

loss-closed-ring =
    .what = Heard within one group only
    .means = Those that hear it hear only each other.
    .next = It counts once devices of others around hear it too.

loss-beyond-capacity =
    .what = More than the system can give
    .means = It fed in more energy than a system of the size that you declared can give.
    .next = Correct the size that you declared.

loss-no-daylight =
    .what = Solar energy without daylight
    .means = The meter counted solar energy while the sun was down.
    .next = Check its place. If a battery feeds in, declare that as its source.

loss-meter-jumped =
    .what = The meter jumped
    .means = It went backwards, or went on from another number than where it had stopped.
    .next = Nothing if the meter was replaced. Otherwise have the meter checked.

loss-fewer-sectors =
    .what = Space no longer kept
    .means = It keeps less for others than it agreed to keep.
    .next = See whether its disk is full or broken.

loss-dissent =
    .what = Another result than the others
    .means = Most of those who ran the same job got another result.
    .next = Restart it and bring it up to date. If this is repeated, its memory may be broken.

loss-no-quorum =
    .what = Too few ran the job
    .means = So few ran the same job that nobody can tell whose result is right.
    .next = Nothing: this happens while few devices compute.

loss-fewer-jobs =
    .what = Jobs not run
    .means = It ran fewer jobs than it was given.
    .next = See that it is on all the time, and not busy with anything else.

loss-already-fresh =
    .what = Mapped a short while ago
    .means = The map of this place was still fresh, so it paid less or nothing.
    .next = Go where the map is older.

loss-unconfirmed =
    .what = Not confirmed yet
    .means = Nobody else saw the same there yet. A place is confirmed by others who map it; a meter by at least three other owners’ meters nearby, of the same source, that felt the same clouds or gusts.
    .next = Nothing: it counts in full where others map or meter too. Energy that comes evenly is never confirmed.

loss-too-sparse =
    .what = Too few points
    .means = The track has too few points there to map the place.
    .next = Go slower, and give the receiver an open view of the sky.

loss-not-sealed =
    .what = Not announced before
    .means = What was measured must be sealed in one epoch and opened in the next, so that nobody can copy it. This one did not fit its seal, or there was none yet.
    .next = Leave it on. After an interruption it counts again from the second epoch on.
