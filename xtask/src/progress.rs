//! Tells the person which step runs, how long each took and how it ended.

use anyhow::{Result, bail};
use std::time::{Duration, Instant};

/// One thing to do.
pub struct Step {
    /// What a person calls it.
    pub name: &'static str,
    /// Does it.
    pub run: fn() -> Result<Outcome>,
    /// Whether later steps make sense without it.
    pub on_failure: OnFailure,
}

/// What to do after a step failed.
#[derive(Clone, Copy, PartialEq, Eq)]
pub enum OnFailure {
    /// Later steps need this one.
    Stop,
    /// Later steps stand for themselves, and one run should tell of every fault.
    GoOn,
}

/// How a step ended, if it did not fail.
pub enum Outcome {
    /// It was done.
    Passed,
    /// It could not be done here, and that is no fault of the change: why.
    Skipped(String),
}

/// Runs the steps in order, and closes with a summary.
///
/// # Errors
/// If any of them failed.
pub fn run(steps: &[Step]) -> Result<()> {
    let begun = Instant::now();
    let mut results: Vec<(&str, Duration, Result<Outcome>)> = Vec::new();
    for (number, step) in steps.iter().enumerate() {
        println!("\n=== {} of {}: {}", number + 1, steps.len(), step.name);
        let step_begun = Instant::now();
        let result = (step.run)();
        let took = step_begun.elapsed();
        println!(
            "=== {}: {} after {}",
            step.name,
            word_for(&result),
            clock(took)
        );
        let stop = result.is_err() && step.on_failure == OnFailure::Stop;
        results.push((step.name, took, result));
        if stop {
            break;
        }
    }
    println!("\n=== Summary");
    for (name, took, result) in &results {
        println!("  {:>7}  {:<8} {name}", clock(*took), word_for(result));
        match result {
            Ok(Outcome::Passed) => {}
            Ok(Outcome::Skipped(reason)) => println!("           because {reason}"),
            Err(error) => println!("           {error:#}"),
        }
    }
    let not_run = steps.len() - results.len();
    let failed = results
        .iter()
        .filter(|(_, _, result)| result.is_err())
        .count();
    println!("  {:>7}  in all", clock(begun.elapsed()));
    match (failed, not_run) {
        (0, _) => Ok(()),
        (_, 0) => bail!("{failed} of {} steps failed", steps.len()),
        _ => bail!(
            "{failed} of {} steps failed, and {not_run} did not run",
            steps.len()
        ),
    }
}

/// Does one thing of several that need each other, and says how long it took.
pub fn stage<T>(name: &str, run: impl FnOnce() -> Result<T>) -> Result<T> {
    println!("{name} ...");
    let begun = Instant::now();
    let value = run()?;
    println!("{name}: {}", clock(begun.elapsed()));
    Ok(value)
}

fn word_for(result: &Result<Outcome>) -> &'static str {
    match result {
        Ok(Outcome::Passed) => "passed",
        Ok(Outcome::Skipped(_)) => "skipped",
        Err(_) => "FAILED",
    }
}

/// Minutes and seconds, or seconds with a digit below a minute.
pub fn clock(time: Duration) -> String {
    let seconds = time.as_secs();
    if seconds < 60 {
        return format!("{:.1} s", time.as_secs_f64());
    }
    format!("{}:{:02} min", seconds / 60, seconds % 60)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_failed_step_that_others_need_stops_the_run() {
        let steps = [
            Step {
                name: "first",
                run: || bail!("no"),
                on_failure: OnFailure::Stop,
            },
            Step {
                name: "second",
                run: || panic!("must not run"),
                on_failure: OnFailure::Stop,
            },
        ];
        assert_eq!(
            run(&steps).unwrap_err().to_string(),
            "1 of 2 steps failed, and 1 did not run"
        );
    }

    #[test]
    fn a_failed_step_that_stands_alone_fails_the_run_at_its_end() {
        let steps = [
            Step {
                name: "first",
                run: || bail!("no"),
                on_failure: OnFailure::GoOn,
            },
            Step {
                name: "second",
                run: || Ok(Outcome::Passed),
                on_failure: OnFailure::GoOn,
            },
        ];
        assert_eq!(run(&steps).unwrap_err().to_string(), "1 of 2 steps failed");
    }

    #[test]
    fn a_skipped_step_does_not_fail_the_run() {
        let steps = [Step {
            name: "only",
            run: || Ok(Outcome::Skipped("of a test".into())),
            on_failure: OnFailure::Stop,
        }];
        assert!(run(&steps).is_ok());
    }
}
