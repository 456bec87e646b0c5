//! Does what was wished last, one thing at a time and in order, where doing it takes long.

/// What was wished last, and what is so.
#[derive(Debug)]
pub(crate) struct Wish {
    wanted: bool,
    is_so: bool,
    /// Whether somebody does what was wished.
    is_acting: bool,
}

impl Wish {
    /// Nothing is so, and nothing wished.
    pub(crate) const fn new() -> Self {
        Self {
            wanted: false,
            is_so: false,
            is_acting: false,
        }
    }

    /// Takes a wish. Whether whoever brings it must act: do what [`next`](Self::next) says until that is nothing.
    pub(crate) fn wish(&mut self, wanted: bool) -> bool {
        self.wanted = wanted;
        let must_act = !self.is_acting && self.wanted != self.is_so;
        self.is_acting |= must_act;
        must_act
    }

    /// What is to be done now; `None` once nothing is, and whoever wishes next acts.
    pub(crate) fn next(&mut self) -> Option<bool> {
        self.is_acting = self.wanted != self.is_so;
        self.is_acting.then_some(self.wanted)
    }

    /// It is done.
    pub(crate) fn done(&mut self, what: bool) {
        self.is_so = what;
    }

    /// It cannot be done, and is given up until it is wished again.
    pub(crate) fn refused(&mut self, what: bool) {
        if self.wanted == what {
            self.wanted = self.is_so;
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Acts until nothing is to be done; what was done, in order. In the midst of each act somebody wishes.
    #[track_caller]
    fn check(wish: &mut Wish, meanwhile: &[bool], expected: &[bool]) {
        let (mut meanwhile, mut did) = (meanwhile.iter(), Vec::new());
        while let Some(what) = wish.next() {
            if let Some(wanted) = meanwhile.next() {
                assert!(!wish.wish(*wanted), "two would act at once");
            }
            wish.done(what);
            did.push(what);
        }
        assert_eq!(did, expected);
    }

    #[test]
    fn the_last_wish_is_done_last_however_long_the_others_take() {
        let mut wish = Wish::new();
        assert!(wish.wish(true));
        check(&mut wish, &[], &[true]);
        assert!(wish.wish(false));
        check(&mut wish, &[true], &[false, true]);
        assert!(!wish.wish(true), "it is so");
        assert!(wish.wish(false));
        check(&mut wish, &[false], &[false]);
    }

    #[test]
    fn a_wish_that_is_taken_back_before_anybody_acts_needs_nothing() {
        let mut wish = Wish::new();
        assert!(wish.wish(true));
        assert!(!wish.wish(false));
        check(&mut wish, &[], &[]);
        assert!(wish.wish(true));
    }

    #[test]
    fn what_is_refused_is_given_up_until_it_is_wished_again() {
        let mut wish = Wish::new();
        assert!(wish.wish(true));
        assert_eq!(wish.next(), Some(true));
        wish.refused(true);
        assert_eq!(wish.next(), None);
        assert!(wish.wish(true));
        assert_eq!(wish.next(), Some(true));
        // Taken back while the system asked.
        wish.wish(false);
        wish.refused(true);
        assert_eq!(wish.next(), None);
    }
}
