//! Reads the app's JSON with as little code as possible.
//!
//! `serde_json::from_str` compiles a parser, a way to read each struct from a list and a text for each
//! failure into every type of `app-api`. The page only ever needs to know whether an answer could be read,
//! so the text is parsed once for all types, and what reads them knows objects alone and one failure.

use serde::{
    de::{
        self, DeserializeOwned, DeserializeSeed, EnumAccess, MapAccess, SeqAccess, VariantAccess,
        Visitor,
    },
    forward_to_deserialize_any,
};
use serde_json::{Map, Number, Value, map};
use std::{fmt, vec};

/// What a text says, if it says something of this type.
pub(super) fn read<T: DeserializeOwned>(json: &str) -> Option<T> {
    T::deserialize(Tree(parsed(json)?)).ok()
}

fn parsed(json: &str) -> Option<Value> {
    serde_json::from_str(json).ok()
}

/// Something is not what it must be.
#[derive(Debug)]
struct Malformed;

impl fmt::Display for Malformed {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("malformed")
    }
}

impl std::error::Error for Malformed {}

impl de::Error for Malformed {
    fn custom<T: fmt::Display>(_: T) -> Self {
        Self
    }
}

/// A value that is about to be read.
struct Tree(Value);

impl Tree {
    fn object(self) -> Result<Fields, Malformed> {
        match self.0 {
            Value::Object(fields) => Ok(Fields::of(fields)),
            _ => Err(Malformed),
        }
    }

    fn list(self) -> Result<Items, Malformed> {
        match self.0 {
            Value::Array(items) => Ok(Items(items.into_iter())),
            _ => Err(Malformed),
        }
    }

    fn text(self) -> Result<String, Malformed> {
        match self.0 {
            Value::String(text) => Ok(text),
            _ => Err(Malformed),
        }
    }
}

impl<'de> de::Deserializer<'de> for Tree {
    type Error = Malformed;

    fn deserialize_any<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Malformed> {
        match self.0 {
            Value::Null => visitor.visit_unit(),
            Value::Bool(it) => visitor.visit_bool(it),
            Value::Number(number) => read_number(&number, visitor),
            Value::String(text) => visitor.visit_string(text),
            Value::Array(items) => visitor.visit_seq(Items(items.into_iter())),
            Value::Object(fields) => visitor.visit_map(Fields::of(fields)),
        }
    }

    fn deserialize_option<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Malformed> {
        match self.0 {
            Value::Null => visitor.visit_none(),
            value => visitor.visit_some(Tree(value)),
        }
    }

    fn deserialize_newtype_struct<V: Visitor<'de>>(
        self,
        _: &'static str,
        visitor: V,
    ) -> Result<V::Value, Malformed> {
        visitor.visit_newtype_struct(self)
    }

    fn deserialize_struct<V: Visitor<'de>>(
        self,
        _: &'static str,
        _: &'static [&'static str],
        visitor: V,
    ) -> Result<V::Value, Malformed> {
        visitor.visit_map(self.object()?)
    }

    fn deserialize_map<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Malformed> {
        visitor.visit_map(self.object()?)
    }

    fn deserialize_seq<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Malformed> {
        visitor.visit_seq(self.list()?)
    }

    fn deserialize_tuple<V: Visitor<'de>>(
        self,
        _: usize,
        visitor: V,
    ) -> Result<V::Value, Malformed> {
        visitor.visit_seq(self.list()?)
    }

    fn deserialize_string<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Malformed> {
        visitor.visit_string(self.text()?)
    }

    fn deserialize_str<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Malformed> {
        visitor.visit_string(self.text()?)
    }

    fn deserialize_identifier<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Malformed> {
        visitor.visit_str(&self.text()?)
    }

    fn deserialize_enum<V: Visitor<'de>>(
        self,
        _: &'static str,
        _: &'static [&'static str],
        visitor: V,
    ) -> Result<V::Value, Malformed> {
        let (name, body) = match self.0 {
            Value::String(name) => (name, Value::Null),
            Value::Object(fields) => fields.into_iter().next().ok_or(Malformed)?,
            _ => return Err(Malformed),
        };
        visitor.visit_enum(Variant { name, body })
    }

    fn deserialize_ignored_any<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Malformed> {
        visitor.visit_unit()
    }

    forward_to_deserialize_any! {
        bool i8 i16 i32 i64 i128 u8 u16 u32 u64 u128 f32 f64 char bytes byte_buf unit unit_struct tuple_struct
    }
}

fn read_number<'de, V: Visitor<'de>>(number: &Number, visitor: V) -> Result<V::Value, Malformed> {
    if let Some(number) = number.as_u64() {
        visitor.visit_u64(number)
    } else if let Some(number) = number.as_i64() {
        visitor.visit_i64(number)
    } else {
        visitor.visit_f64(number.as_f64().ok_or(Malformed)?)
    }
}

/// The items of a list, one after the other.
struct Items(vec::IntoIter<Value>);

impl<'de> SeqAccess<'de> for Items {
    type Error = Malformed;

    fn next_element_seed<S: DeserializeSeed<'de>>(
        &mut self,
        seed: S,
    ) -> Result<Option<S::Value>, Malformed> {
        let next = self.0.next();
        next.map(|item| seed.deserialize(Tree(item))).transpose()
    }
}

/// The fields of an object, one after the other.
struct Fields {
    left: map::IntoIter,
    value: Value,
}

impl Fields {
    fn of(fields: Map<String, Value>) -> Self {
        Self {
            left: fields.into_iter(),
            value: Value::Null,
        }
    }

    fn next(&mut self) -> Option<String> {
        let (name, value) = self.left.next()?;
        self.value = value;
        Some(name)
    }
}

impl<'de> MapAccess<'de> for Fields {
    type Error = Malformed;

    fn next_key_seed<S: DeserializeSeed<'de>>(
        &mut self,
        seed: S,
    ) -> Result<Option<S::Value>, Malformed> {
        let name = self.next();
        name.map(|name| seed.deserialize(Tree(Value::String(name))))
            .transpose()
    }

    fn next_value_seed<S: DeserializeSeed<'de>>(&mut self, seed: S) -> Result<S::Value, Malformed> {
        seed.deserialize(Tree(self.value.take()))
    }
}

/// A variant by its name, and what it carries.
struct Variant {
    name: String,
    body: Value,
}

impl<'de> EnumAccess<'de> for Variant {
    type Error = Malformed;
    type Variant = Tree;

    fn variant_seed<S: DeserializeSeed<'de>>(self, seed: S) -> Result<(S::Value, Tree), Malformed> {
        let name = seed.deserialize(Tree(Value::String(self.name)))?;
        Ok((name, Tree(self.body)))
    }
}

impl<'de> VariantAccess<'de> for Tree {
    type Error = Malformed;

    fn unit_variant(self) -> Result<(), Malformed> {
        match self.0 {
            Value::Null => Ok(()),
            _ => Err(Malformed),
        }
    }

    fn newtype_variant_seed<S: DeserializeSeed<'de>>(self, seed: S) -> Result<S::Value, Malformed> {
        seed.deserialize(self)
    }

    fn tuple_variant<V: Visitor<'de>>(self, _: usize, visitor: V) -> Result<V::Value, Malformed> {
        visitor.visit_seq(self.list()?)
    }

    fn struct_variant<V: Visitor<'de>>(
        self,
        _: &'static [&'static str],
        visitor: V,
    ) -> Result<V::Value, Malformed> {
        visitor.visit_map(self.object()?)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::gallery;
    use outpost_app_api::{
        AppView, EarningsView, Event, HistoryView, Ladder, Period, PlacesView, StartStage,
    };

    /// Expects the same to be read of a text as serde_json reads of it.
    fn check<T: DeserializeOwned + PartialEq + fmt::Debug>(json: &str) {
        let expected: Option<T> = serde_json::from_str(json).ok();
        assert_eq!(read::<T>(json), expected, "{json}");
    }

    #[test]
    fn everything_that_the_gallery_shows_is_read_as_serde_json_reads_it() {
        for state in gallery::states() {
            check::<AppView>(&gallery::text(&format!("views/{}.json", state.view)));
        }
        check::<HistoryView>(&gallery::text("history.json"));
        check::<PlacesView>(&gallery::text("places.json"));
        check::<Ladder>(&gallery::text("ladders/silent.json"));
        check::<Option<EarningsView>>("null");
    }

    #[test]
    fn variants_are_read_in_each_form_that_they_have() {
        check::<Event>(r#"{"starting":"network"}"#);
        check::<Period>(r#"{"days":7,"kind":"last"}"#);
        check::<Period>(r#"{"kind":"all"}"#);
        assert_eq!(
            read(r#"{"starting":"device"}"#),
            Some(Event::Starting(StartStage::Device))
        );
    }

    #[test]
    fn what_is_malformed_is_nothing() {
        check::<Event>(r#"{"starting":7}"#);
        check::<Event>(r#"{"nothing":"network"}"#);
        check::<Event>("{}");
        check::<Period>(r#"{"kind":"last"}"#);
        check::<Period>(r#"["all"]"#);
        check::<u16>("70000");
        check::<(f64, f64)>("[1, -2.5]");
        check::<Vec<String>>("[\"a\", 1]");
        check::<String>("unquoted");
    }
}
