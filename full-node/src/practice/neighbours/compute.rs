//! Runs the jobs that the schedule gives.

use super::craft::{Craft, Made, Past};
use outpost_job_runner::{Runner, run_job};
use outpost_protocol::{
    Epoch,
    bounded::List,
    report::Claim,
    resources::compute::{ComputeClaim, JobResult, MAX_RESULTS},
    seal::Salt,
    tally::ShortId,
};

/// A computer that has nothing else to do.
#[derive(Default)]
pub(super) struct Computer {
    /// The results that were sealed last, and for which epoch.
    pub(super) sealed: Option<(Epoch, List<JobResult, MAX_RESULTS>, Salt)>,
}

impl Craft for Computer {
    fn report(&mut self, past: &Past<'_>) -> Option<Made> {
        let coming = past.epoch.next();
        let results = self.run(past);
        let salt = past.salt();
        let seal = ComputeClaim::seal(&past.key, coming, &results, &salt)?;
        let before = self.sealed.replace((coming, results, salt));
        let (results, salt) = before
            .filter(|(epoch, ..)| *epoch == past.epoch)
            .map(|(_, results, salt)| (results, salt))
            .unwrap_or_default();
        Some(Made {
            claim: Claim::Compute(ComputeClaim {
                results,
                salt,
                sealed: seal.hash,
            }),
            evidence: Vec::new(),
        })
    }
}

impl Computer {
    /// Runs the next epoch's jobs, once they are scheduled. Without its module or its input a job has no
    /// result; a run that fails has one.
    fn run(&self, past: &Past<'_>) -> List<JobResult, MAX_RESULTS> {
        let Some((work, schedule)) = &past.next else {
            return List::default();
        };
        let places = work.of(&ShortId::from(&past.key), schedule);
        if places.is_empty() {
            return List::default();
        }
        let runner = match Runner::new() {
            Ok(runner) => runner,
            Err(error) => {
                tracing::warn!(%error, "a simulated computer does not work");
                return List::default();
            }
        };
        let results: Vec<JobResult> = places
            .into_iter()
            .filter_map(|place| {
                let job = past.jobs.get(&place)?;
                let module = past.files.get(&job.module)?;
                let input = past.files.get(&job.input)?;
                // Both are what the job names, since they were found by it.
                run_job(&runner, place, job, module, input).ok()
            })
            .collect();
        List::try_from(results).unwrap_or_default()
    }
}
