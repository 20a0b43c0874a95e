//! Sets over small enums with stable codes.

/// Declares an enum whose values have stable codes, and a set over it that is one integer.
macro_rules! flags {
    (
        $(#[$set_doc:meta])* $set:ident($bits:ty) of
        $(#[$doc:meta])* $name:ident { $($(#[$vdoc:meta])* $variant:ident = $code:literal,)+ }
    ) => {
        $(#[$doc])*
        #[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, serde::Serialize, serde::Deserialize)]
        #[non_exhaustive]
        pub enum $name { $($(#[$vdoc])* $variant,)+ }

        impl $name {
            /// Every value, in order.
            pub const ALL: &'static [Self] = &[$(Self::$variant,)+];

            /// The stable code that leaves the process.
            #[must_use]
            pub fn code(self) -> &'static str {
                match self { $(Self::$variant => $code,)+ }
            }
        }

        $(#[$set_doc])*
        #[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Hash, serde::Serialize, serde::Deserialize)]
        pub struct $set($bits);

        impl $set {
            /// The empty set.
            pub const EMPTY: Self = Self(0);

            /// Whether `value` is in it.
            #[must_use]
            pub fn contains(self, value: $name) -> bool {
                self.0 >> value as u32 & 1 == 1
            }

            /// Puts `value` in.
            pub fn insert(&mut self, value: $name) {
                self.0 |= 1 << value as u32;
            }

            /// Takes `value` out.
            pub fn remove(&mut self, value: $name) {
                self.0 &= !(1 << value as u32);
            }

            /// What both hold.
            #[must_use]
            pub fn intersection(self, other: Self) -> Self {
                Self(self.0 & other.0)
            }

            /// What either holds.
            #[must_use]
            pub fn union(self, other: Self) -> Self {
                Self(self.0 | other.0)
            }

            /// Whether nothing is in it.
            #[must_use]
            pub fn is_empty(self) -> bool {
                self.0 == 0
            }

            /// The values in it, in the order of their declaration.
            pub fn iter(self) -> impl Iterator<Item = $name> {
                $name::ALL.iter().copied().filter(move |&value| self.contains(value))
            }

            /// The set as an integer, for a packed column; bit n is the n-th value.
            #[must_use]
            pub fn bits(self) -> $bits {
                self.0
            }
        }

        impl FromIterator<$name> for $set {
            fn from_iter<I: IntoIterator<Item = $name>>(values: I) -> Self {
                let mut set = Self::EMPTY;
                values.into_iter().for_each(|value| set.insert(value));
                set
            }
        }
    };
}

pub(crate) use flags;
