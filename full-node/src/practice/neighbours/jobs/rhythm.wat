;; Tells in which rhythm a series of readings repeats itself.
;;
;; The input is the readings, 16 bits each, signed, little-endian. For each lag from 1 to 64 the output has 8
;; bytes, little-endian: by how much readings differ on average from those so many later, in thousandths; all
;; ones where the series is no longer than the lag. Where a series repeats itself that is least.
(module
  ;; The output is at 0, the input at 1024.
  (memory (export "memory") 1)

  ;; Where the input goes. If the memory cannot grow to take it, whoever puts it there finds out.
  (func (export "room") (param $length i32) (result i32)
    (local $missing i32)
    (local.set $missing
      (i32.sub
        (i32.add (i32.shr_u (i32.add (local.get $length) (i32.const 1023)) (i32.const 16)) (i32.const 1))
        (memory.size)))
    (if (i32.gt_s (local.get $missing) (i32.const 0))
      (then (drop (memory.grow (local.get $missing)))))
    (i32.const 1024))

  (func (export "run") (param $at i32) (param $length i32) (result i64)
    (local $lag i32)
    (loop $lags
      (local.set $lag (i32.add (local.get $lag) (i32.const 1)))
      (i64.store
        (i32.mul (i32.sub (local.get $lag) (i32.const 1)) (i32.const 8))
        (call $difference (local.get $at) (i32.shr_u (local.get $length) (i32.const 1)) (local.get $lag)))
      (br_if $lags (i32.lt_u (local.get $lag) (i32.const 64))))
    ;; 512 bytes at 0.
    (i64.const 512))

  ;; By how much readings differ on average from those $lag later, in thousandths.
  (func $difference (param $at i32) (param $readings i32) (param $lag i32) (result i64)
    (local $pairs i32) (local $left i32) (local $step i32) (local $sum i64) (local $between i64)
    (local.set $pairs (i32.sub (local.get $readings) (local.get $lag)))
    (if (i32.le_s (local.get $pairs) (i32.const 0))
      (then (return (i64.const -1))))
    (local.set $left (local.get $pairs))
    (local.set $step (i32.shl (local.get $lag) (i32.const 1)))
    (loop $next
      (local.set $between
        (i64.sub
          (i64.load16_s (local.get $at))
          (i64.load16_s (i32.add (local.get $at) (local.get $step)))))
      (local.set $sum
        (i64.add
          (local.get $sum)
          (select
            (local.get $between)
            (i64.sub (i64.const 0) (local.get $between))
            (i64.gt_s (local.get $between) (i64.const 0)))))
      (local.set $at (i32.add (local.get $at) (i32.const 2)))
      (local.set $left (i32.sub (local.get $left) (i32.const 1)))
      (br_if $next (local.get $left)))
    (i64.div_u
      (i64.mul (local.get $sum) (i64.const 1000))
      (i64.extend_i32_u (local.get $pairs)))))
