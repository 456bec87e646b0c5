//! Executes orders: sectors to keep and jobs to run.
//!
//! Both are paid for in advance, with credits, which counts as [demand](crate::economy). A sector's price
//! is for the epochs asked for, though it is kept until the end of its term. A job's price is for all of
//! its runs.
//!
//! A device takes sectors as long as it keeps fewer than its owner offered. If the device is given
//! up, its list stays with its record for whoever claims it next; nothing is paid back: an owner may give up
//! a device at any time, and whoever needs the bytes stores them with several.

use super::{ExecuteError, Execution, Stop};
use crate::{
    AccountAddress, DeviceKey, Epoch, Hash,
    report::Resource,
    resources::{
        compute::{Job, Jobs, MAX_JOBS, RUNS, Work},
        storage::Sector,
    },
    state::{Device, Intake, Progress, ReadState, StateKey},
    transaction::Rejection,
};

/// Fuel that [`fuel_price`](crate::economy::Economy::fuel_price) is for.
const FUEL_PRICED: u128 = 1_000_000;

impl<S: ReadState> Execution<'_, S> {
    pub(super) fn store_sector(
        &mut self,
        sender: AccountAddress,
        key: DeviceKey,
        root: Hash,
        epochs: u32,
    ) -> Result<(), Stop<S::Error>> {
        let device_key = StateKey::Device(key);
        let mut device: Device = self
            .state
            .get(&device_key)?
            .ok_or(Rejection::DeviceUnknown)?;
        let price = self.parameters.economy.sector_price;
        let credits = u128::from(price).saturating_mul(u128::from(epochs));
        // Refuses no epochs at all, since they cost nothing.
        self.use_resource(sender, Resource::Storage, credits)?;
        let now = self.parameters.epoch_at(self.context.timestamp);
        let sectors = &mut device.record.sectors;
        if sectors.kept_in(now) >= device.equipment.sectors_offered {
            return Err(Rejection::NoRoom.into());
        }
        let (number, until) = sectors.add(now, epochs).ok_or(Rejection::NoRoom)?;
        let sector = Sector {
            root,
            payer: sender,
            until,
        };
        self.state.put(&StateKey::Sector(key, number), &sector);
        self.state.put(&device_key, &device);
        Ok(())
    }

    pub(super) fn post_job(
        &mut self,
        sender: AccountAddress,
        module: Hash,
        input: Hash,
        fuel: u64,
        epochs: u32,
    ) -> Result<(), Stop<S::Error>> {
        let price = self.parameters.economy.fuel_price;
        let runs = u128::from(epochs).saturating_mul(u128::from(RUNS));
        let credits = u128::from(fuel)
            .div_ceil(FUEL_PRICED)
            .saturating_mul(u128::from(price))
            .saturating_mul(runs);
        // Refuses no fuel and no epochs, since they cost nothing.
        self.use_resource(sender, Resource::Compute, credits)?;
        let mut jobs: Jobs = self.state.get(&StateKey::Jobs)?.unwrap_or_default();
        if jobs.places >= MAX_JOBS {
            return Err(Rejection::Busy.into());
        }
        let progress: Progress = self.state.require(&StateKey::Progress)?;
        let job = Job {
            payer: sender,
            module,
            input,
            fuel,
            until: Epoch(progress.next_to_draw.0.saturating_add(u64::from(epochs))),
        };
        self.state.put(&StateKey::Job(jobs.places), &job);
        jobs.places = jobs.places.saturating_add(1);
        self.state.put(&StateKey::Jobs, &jobs);
        Ok(())
    }

    /// What the draw of `epoch` schedules: the jobs that are not over by then, closed up, for those who
    /// reported that they run jobs.
    pub(super) fn work_drawn(&mut self, epoch: Epoch) -> Result<Work, ExecuteError<S::Error>> {
        let mut jobs: Jobs = self.state.get(&StateKey::Jobs)?.unwrap_or_default();
        let before = jobs;
        let mut place = 0;
        while place < jobs.places {
            let job: Job = self.state.require(&StateKey::Job(place))?;
            if epoch < job.until {
                place = place.saturating_add(1);
                continue;
            }
            // The last one takes its place, and is looked at next.
            jobs.places = jobs.places.saturating_sub(1);
            if place < jobs.places {
                let last: Job = self.state.require(&StateKey::Job(jobs.places))?;
                self.state.put(&StateKey::Job(place), &last);
            }
            self.state.delete(&StateKey::Job(jobs.places));
        }
        if jobs != before {
            self.state.put(&StateKey::Jobs, &jobs);
        }
        let intake: Option<Intake> = self.state.get(&StateKey::Intake(epoch))?;
        Ok(Work {
            jobs: jobs.places,
            runners: intake.map_or(0, |intake| intake.runners),
        })
    }
}
