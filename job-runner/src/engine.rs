//! Holds a WebAssembly engine to what is the same on every machine.

use crate::{Failure, JobError, MAX_DATA_BYTES, MAX_MEMORY_BYTES, MAX_MODULE_BYTES};
use wasmtime::{
    Config, Engine, Instance, Memory, Module, Store, StoreLimits, StoreLimitsBuilder, Trap,
    TypedFunc, WasmParams, WasmResults,
};

/// Most of the machine's stack that a module may take, in bytes.
const MAX_STACK_BYTES: usize = 1 << 20;
/// Most elements of a module's table.
const MAX_TABLE_ELEMENTS: usize = 1 << 16;

/// Runs modules.
pub struct Runner(Engine);

/// What a run gave.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Run {
    /// The output.
    pub output: Vec<u8>,
    /// How much fuel it took.
    pub fuel: u64,
}

impl Runner {
    /// Sets the engine up.
    pub fn new() -> Result<Self, JobError> {
        let mut config = Config::new();
        config
            .consume_fuel(true)
            .cranelift_nan_canonicalization(true)
            .wasm_relaxed_simd(false)
            .wasm_memory64(false)
            .wasm_multi_memory(false)
            .max_wasm_stack(MAX_STACK_BYTES);
        Engine::new(&config)
            .map(Self)
            .map_err(|error| JobError::Engine(error.to_string()))
    }

    /// Runs a module on an input with at most so much fuel.
    pub fn run(&self, module: &[u8], input: &[u8], fuel: u64) -> Result<Run, Failure> {
        if module.len() > MAX_MODULE_BYTES {
            return Err(Failure::TooLarge(module.len()));
        }
        if input.len() > MAX_DATA_BYTES {
            return Err(Failure::TooLarge(input.len()));
        }
        let invalid = |error: wasmtime::Error| Failure::Invalid(error.to_string());
        let module = Module::from_binary(&self.0, module).map_err(invalid)?;
        let limits = StoreLimitsBuilder::new()
            .memory_size(MAX_MEMORY_BYTES)
            .table_elements(MAX_TABLE_ELEMENTS)
            .instances(1)
            .memories(1)
            .tables(1)
            .build();
        let mut store = Store::new(&self.0, limits);
        store.limiter(|limits| limits);
        store.set_fuel(fuel).map_err(invalid)?;
        let output = Running {
            instance: Instance::new(&mut store, &module, &[])
                .map_err(|error| stopped(&error, fuel))?,
            store: &mut store,
            fuel,
        }
        .output(input)?;
        let left = store.get_fuel().map_err(invalid)?;
        Ok(Run {
            output,
            fuel: fuel.saturating_sub(left),
        })
    }
}

/// A module that was loaded.
struct Running<'a> {
    instance: Instance,
    store: &'a mut Store<StoreLimits>,
    fuel: u64,
}

impl Running<'_> {
    fn output(mut self, input: &[u8]) -> Result<Vec<u8>, Failure> {
        let memory: Memory = self
            .instance
            .get_memory(&mut *self.store, "memory")
            .ok_or(Failure::NoExport("memory"))?;
        let room = self.function::<i32, i32>("room")?;
        let run = self.function::<(i32, i32), i64>("run")?;
        // Addresses are 32 bits, whatever their sign.
        let length = u32::try_from(input.len())
            .map_err(|_| Failure::TooLarge(input.len()))?
            .cast_signed();
        let at = self.call(&room, length)?;
        memory
            .write(&mut *self.store, offset(at.cast_unsigned())?, input)
            .map_err(|_| Failure::OutsideMemory)?;
        let packed = self.call(&run, (at, length))?.cast_unsigned();
        let (at, length) = (offset((packed >> 32) as u32)?, offset(packed as u32)?);
        if length > MAX_DATA_BYTES {
            return Err(Failure::TooLarge(length));
        }
        let end = at.checked_add(length).ok_or(Failure::OutsideMemory)?;
        let output = memory.data(&*self.store).get(at..end);
        output.map(<[u8]>::to_vec).ok_or(Failure::OutsideMemory)
    }

    fn function<P: WasmParams, R: WasmResults>(
        &mut self,
        name: &'static str,
    ) -> Result<TypedFunc<P, R>, Failure> {
        self.instance
            .get_typed_func(&mut *self.store, name)
            .map_err(|_| Failure::NoExport(name))
    }

    fn call<P: WasmParams, R: WasmResults>(
        &mut self,
        function: &TypedFunc<P, R>,
        parameters: P,
    ) -> Result<R, Failure> {
        function
            .call(&mut *self.store, parameters)
            .map_err(|error| stopped(&error, self.fuel))
    }
}

fn offset(address: u32) -> Result<usize, Failure> {
    usize::try_from(address).map_err(|_| Failure::OutsideMemory)
}

/// Why the engine stopped a module.
fn stopped(error: &wasmtime::Error, fuel: u64) -> Failure {
    match error.downcast_ref::<Trap>() {
        Some(Trap::OutOfFuel) => Failure::OutOfFuel(fuel),
        Some(trap) => Failure::Trapped(trap.to_string()),
        // It imports something, or is larger than the limits from the start.
        None => Failure::Invalid(error.to_string()),
    }
}
