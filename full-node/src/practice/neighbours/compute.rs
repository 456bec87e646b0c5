//! Runs the jobs that the schedule gives.

use super::craft::{Craft, Made, Past};
use outpost_protocol::{
    Epoch, Hash,
    bounded::List,
    report::Claim,
    resources::compute::{ComputeClaim, Job, JobResult, MAX_RESULTS, output_hash},
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
    /// The results of the next epoch's jobs, once they are scheduled.
    fn run(&self, past: &Past<'_>) -> List<JobResult, MAX_RESULTS> {
        let Some((work, schedule)) = &past.next else {
            return List::default();
        };
        let places = work.of(&ShortId::from(&past.key), schedule);
        let results: Vec<JobResult> = places
            .into_iter()
            .filter_map(|place| {
                let job = past.jobs.get(&place)?;
                Some(JobResult {
                    place,
                    output: result_of(job),
                })
            })
            .collect();
        List::try_from(results).unwrap_or_default()
    }
}

/// Stands in for the job's module: what all who are honest agree on.
fn result_of(job: &Job) -> [u8; 16] {
    let output = Hash::of_encoded("practice job", &(job.module, job.input));
    output_hash(job, &output, job.fuel / 2)
}
