//! Runs small modules, honest and hostile, and holds the runner to its bounds.

use super::*;
use outpost_protocol::{AccountAddress, Epoch};

const FUEL: u64 = 1_000_000;

/// A module with a memory of one page, the input at 1024, and this body of `run`.
fn module(body: &str) -> Vec<u8> {
    assembled(&format!(
        r#"(module
            (memory (export "memory") 1)
            (func (export "room") (param i32) (result i32) i32.const 1024)
            (func $run (export "run") (param $at i32) (param $length i32) (result i64) {body}))"#
    ))
}

fn assembled(text: &str) -> Vec<u8> {
    wat::parse_str(text).unwrap()
}

/// Gives the input back.
fn echo() -> Vec<u8> {
    module(
        "local.get $at i64.extend_i32_u i64.const 32 i64.shl
         local.get $length i64.extend_i32_u i64.or",
    )
}

fn run(module: &[u8], input: &[u8], fuel: u64) -> Result<Run, Failure> {
    Runner::new().unwrap().run(module, input, fuel)
}

#[track_caller]
fn check_failure(module: &[u8], expected: &Failure) {
    assert_eq!(run(module, b"input", FUEL).as_ref(), Err(expected));
}

#[test]
fn a_run_gives_the_same_output_and_takes_the_same_fuel_each_time() {
    let first = run(&echo(), b"some input", FUEL).unwrap();
    assert_eq!(first.output, b"some input");
    assert!((1..1_000).contains(&first.fuel), "{}", first.fuel);
    assert_eq!(run(&echo(), b"some input", FUEL), Ok(first));
}

#[test]
fn an_empty_input_and_an_empty_output_are_fine() {
    assert_eq!(run(&echo(), b"", FUEL).unwrap().output, b"");
    let silent = module("i64.const 0");
    assert_eq!(run(&silent, b"input", FUEL).unwrap().output, b"");
}

#[test]
fn what_takes_more_fuel_than_there_is_is_stopped() {
    let endless = module("(loop $again br $again) i64.const 0");
    check_failure(&endless, &Failure::OutOfFuel(FUEL));
    assert_eq!(run(&echo(), b"", 0), Err(Failure::OutOfFuel(0)));
    let at_start = assembled("(module (func $f (loop $again br $again)) (start $f))");
    check_failure(&at_start, &Failure::OutOfFuel(FUEL));
}

#[test]
fn a_trap_is_a_failure() {
    let trapped = |body: &str| match run(&module(body), b"input", FUEL) {
        Err(Failure::Trapped(why)) => why,
        other => panic!("{other:?}"),
    };
    assert!(trapped("unreachable").contains("unreachable"));
    assert!(trapped("i64.const 1 i64.const 0 i64.div_u").contains("zero"));
    assert!(trapped("i32.const -1 i64.load").contains("bounds"));
    assert!(trapped("i32.const 0 i32.const 0 call $run").contains("stack"));
}

#[test]
fn memory_grows_to_the_bound_and_no_further() {
    // Gives as many bytes as pages it could add.
    let greedy = module(
        "(local $pages i32)
         (loop $again
            (if (i32.ne (memory.grow (i32.const 1)) (i32.const -1))
                (then
                    (local.set $pages (i32.add (local.get $pages) (i32.const 1)))
                    (br $again))))
         local.get $pages i64.extend_i32_u",
    );
    let pages = run(&greedy, b"", FUEL).unwrap().output.len();
    assert_eq!((pages + 1) * 65_536, MAX_MEMORY_BYTES);
    let huge = assembled(r#"(module (memory (export "memory") 65536))"#);
    assert!(matches!(run(&huge, b"", FUEL), Err(Failure::Invalid(_))));
}

#[test]
fn every_nan_has_one_form() {
    // A NaN with bits of its own, through an addition.
    let nan = module(
        "(f64.store (i32.const 0)
            (f64.add (f64.reinterpret_i64 (i64.const 0x7ff4deadbeef0001)) (f64.const 1)))
         i64.const 8",
    );
    let output = run(&nan, b"", FUEL).unwrap().output;
    assert_eq!(output, 0x7ff8_0000_0000_0000_u64.to_le_bytes());
}

#[test]
fn hostile_bytes_are_no_module() {
    let good = echo();
    let runner = Runner::new().unwrap();
    assert!(matches!(run(b"", b"", FUEL), Err(Failure::Invalid(_))));
    assert!(matches!(
        run(b"(module)", b"", FUEL),
        Err(Failure::Invalid(_))
    ));
    // At the end are names only, without which a module runs as well.
    for end in 0..good.len() / 2 {
        assert!(runner.run(good.get(..end).unwrap(), b"", FUEL).is_err());
    }
    // Whatever an altered module does, it comes to an end without a panic.
    for at in 0..good.len() {
        for byte in [0, 0x7f, 0xff] {
            let mut altered = good.clone();
            altered[at] = byte;
            let _ = runner.run(&altered, b"input", FUEL);
        }
    }
    check_failure(
        &vec![0; MAX_MODULE_BYTES + 1],
        &Failure::TooLarge(MAX_MODULE_BYTES + 1),
    );
}

#[test]
fn a_module_that_needs_what_there_is_not_is_refused() {
    let refused = |text: &str| matches!(run(&assembled(text), b"", FUEL), Err(Failure::Invalid(_)));
    assert!(refused(
        r#"(module (import "wasi_snapshot_preview1" "random_get" (func)))"#
    ));
    assert!(refused("(module (memory 1 1 shared))"));
    assert!(refused("(module (memory i64 1))"));
    assert!(refused(
        "(module (func (param v128) (result v128)
            local.get 0 local.get 0 local.get 0 f32x4.relaxed_madd))"
    ));
}

#[test]
fn a_module_without_its_exports_is_refused() {
    check_failure(&assembled("(module)"), &Failure::NoExport("memory"));
    let memory_alone = assembled(r#"(module (memory (export "memory") 1))"#);
    check_failure(&memory_alone, &Failure::NoExport("room"));
    let other_type = assembled(
        r#"(module (memory (export "memory") 1)
            (func (export "room") (param i32) (result i32) i32.const 0)
            (func (export "run") (result i64) i64.const 0))"#,
    );
    check_failure(&other_type, &Failure::NoExport("run"));
}

#[test]
fn input_and_output_lie_in_the_memory() {
    let no_room = assembled(
        r#"(module (memory (export "memory") 1)
            (func (export "room") (param i32) (result i32) i32.const -2)
            (func (export "run") (param i32 i32) (result i64) i64.const 0))"#,
    );
    check_failure(&no_room, &Failure::OutsideMemory);
    check_failure(
        &module("i64.const 0x0001_0000_0000_0001"),
        &Failure::OutsideMemory,
    );
    check_failure(
        &module("i64.const 0xffff_ffff"),
        &Failure::TooLarge(0xffff_ffff),
    );
}

fn job(module: &[u8], input: &[u8]) -> Job {
    Job {
        payer: AccountAddress([1; 32]),
        module: Hash(*blake3::hash(module).as_bytes()),
        input: Hash(*blake3::hash(input).as_bytes()),
        fuel: FUEL,
        until: Epoch(9),
    }
}

#[test]
fn a_jobs_result_is_of_its_module_input_and_outcome() {
    let runner = Runner::new().unwrap();
    let result = |module: &[u8], input: &[u8]| {
        run_job(&runner, 3, &job(module, input), module, input).unwrap()
    };
    let echoed = result(&echo(), b"input");
    assert_eq!(echoed.place, 3);
    assert_eq!(echoed, result(&echo(), b"input"));
    assert_ne!(echoed, result(&echo(), b"other"));
    let failed = result(&module("unreachable"), b"input");
    assert_ne!(failed, result(&module("i64.const 0"), b"input"));
    assert_eq!(failed, result(&module("unreachable"), b"input"));
}

#[test]
fn another_module_or_input_than_the_jobs_is_not_run() {
    let runner = Runner::new().unwrap();
    let job = job(&echo(), b"input");
    let other_input = run_job(&runner, 0, &job, &echo(), b"other");
    assert!(matches!(other_input, Err(JobError::OtherInput(_))));
    let other_module = run_job(&runner, 0, &job, b"other", b"input");
    assert!(matches!(other_module, Err(JobError::OtherModule(_))));
}
