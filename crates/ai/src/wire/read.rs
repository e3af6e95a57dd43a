//! Reading a body field by field, so that a mistake is reported where it is: `messages[2].content[0].type`.
//! Values are looked at only when they are asked for; what is not understood keeps its bytes.

use std::{borrow::Cow, fmt};

use indexmap::IndexMap;
use serde::{
    Deserialize,
    de::{Deserializer, Error as _, MapAccess, Visitor},
};
use serde_json::value::RawValue;

use super::WireError;

/// A JSON value and where it stands.
#[derive(Debug, Clone)]
pub struct Field<'a> {
    raw: &'a RawValue,
    path: String,
}

/// The members of an object that have not been asked for yet.
#[derive(Debug)]
pub struct Object<'a> {
    members: IndexMap<Cow<'a, str>, &'a RawValue>,
    path: String,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Kind {
    Null,
    Bool,
    Number,
    String,
    Array,
    Object,
}

impl<'a> Field<'a> {
    pub fn root(body: &'a [u8]) -> Result<Self, WireError> {
        let raw =
            serde_json::from_slice(body).map_err(|e| WireError::at("", format!("the body is not valid JSON: {e}")))?;
        Ok(Self { raw, path: String::new() })
    }

    pub fn path(&self) -> &str {
        &self.path
    }

    pub fn raw(&self) -> &'a RawValue {
        self.raw
    }

    pub fn kind(&self) -> Kind {
        match self.raw.get().as_bytes().first() {
            Some(b'{') => Kind::Object,
            Some(b'[') => Kind::Array,
            Some(b'"') => Kind::String,
            Some(b't' | b'f') => Kind::Bool,
            Some(b'n') => Kind::Null,
            _ => Kind::Number,
        }
    }

    pub fn wrong(&self, expected: &str) -> WireError {
        WireError::at(&self.path, format!("'{}' must be {expected}", self.name()))
    }

    fn name(&self) -> &str {
        if self.path.is_empty() { "the body" } else { &self.path }
    }

    pub fn object(&self) -> Result<Object<'a>, WireError> {
        if self.kind() != Kind::Object {
            return Err(self.wrong("an object"));
        }
        let Members(members) = serde_json::from_str(self.raw.get())
            .map_err(|e| WireError::at(&self.path, format!("'{}' is not a valid object: {e}", self.name())))?;
        Ok(Object { members, path: self.path.clone() })
    }

    pub fn array(&self, max: usize) -> Result<Vec<Self>, WireError> {
        if self.kind() != Kind::Array {
            return Err(self.wrong("an array"));
        }
        let items: Vec<&RawValue> = serde_json::from_str(self.raw.get()).map_err(|_| self.wrong("an array"))?;
        if items.len() > max {
            return Err(WireError::at(
                &self.path,
                format!("'{}' has {} items; at most {max} are allowed", self.name(), items.len()),
            ));
        }
        let path = &self.path;
        Ok(items.into_iter().enumerate().map(|(i, raw)| Self { raw, path: format!("{path}[{i}]") }).collect())
    }

    pub fn string(&self) -> Result<String, WireError> {
        if self.kind() != Kind::String {
            return Err(self.wrong("a string"));
        }
        serde_json::from_str(self.raw.get()).map_err(|_| self.wrong("a string of valid Unicode"))
    }

    pub fn bool(&self) -> Result<bool, WireError> {
        serde_json::from_str(self.raw.get()).map_err(|_| self.wrong("true or false"))
    }

    /// A whole number of at least `min`. `16.0` is one.
    pub fn count(&self, min: u64) -> Result<u64, WireError> {
        const EXACT: f64 = 9_007_199_254_740_992.0;
        let text = self.raw.get();
        let value = text.parse::<u64>().ok().or_else(|| {
            text.parse::<f64>().ok().filter(|f| f.fract() == 0.0 && (0.0..EXACT).contains(f)).map(|f| f as u64)
        });
        match value {
            Some(value) if self.kind() == Kind::Number && value >= min => Ok(value),
            _ if min == 0 => Err(self.wrong("a whole number that is not negative")),
            _ => Err(self.wrong(&format!("a whole number of at least {min}"))),
        }
    }

    pub fn integer(&self) -> Result<i64, WireError> {
        serde_json::from_str(self.raw.get()).map_err(|_| self.wrong("a whole number"))
    }

    pub fn number(&self, min: f64, max: f64) -> Result<f64, WireError> {
        match serde_json::from_str::<f64>(self.raw.get()) {
            Ok(value) if (min..=max).contains(&value) => Ok(value),
            _ => Err(self.wrong(&format!("a number from {min} to {max}"))),
        }
    }

    pub fn strings(&self, max: usize) -> Result<Vec<String>, WireError> {
        self.array(max)?.iter().map(Self::string).collect()
    }

    /// A JSON Schema that describes an object, kept in its order.
    pub fn schema(&self) -> Result<Box<RawValue>, WireError> {
        let mut members = self.object()?;
        if let Some(kind) = members.take("type") {
            let name = match kind.kind() {
                Kind::String => kind.string()?,
                _ => return Err(kind.wrong("\"object\"")),
            };
            if !name.eq_ignore_ascii_case("object") {
                return Err(kind.wrong("\"object\""));
            }
        }
        if let Some(properties) = members.take("properties") {
            for (_, property) in properties.object()?.fields() {
                if !matches!(property.kind(), Kind::Object | Kind::Bool) {
                    return Err(property.wrong("a schema"));
                }
            }
        }
        if let Some(required) = members.take("required") {
            required.strings(usize::MAX)?;
        }
        Ok(self.raw.to_owned())
    }
}

impl<'a> Object<'a> {
    /// A member. One that is `null` is as good as absent.
    pub fn take(&mut self, name: &str) -> Option<Field<'a>> {
        self.take_even_null(name).filter(|field| field.kind() != Kind::Null)
    }

    /// A member that is to be replaced where it stands.
    pub fn take_even_null(&mut self, name: &str) -> Option<Field<'a>> {
        let raw = self.members.swap_remove(name)?;
        Some(Field { raw, path: self.below(name) })
    }

    /// The same under either of two names.
    pub fn take_any(&mut self, names: &[&str]) -> Option<Field<'a>> {
        names.iter().find_map(|name| self.take(name))
    }

    pub fn need(&mut self, name: &str) -> Result<Field<'a>, WireError> {
        let path = self.below(name);
        self.take(name).ok_or_else(|| WireError::at(&path, format!("'{path}' is missing")))
    }

    pub fn string(&mut self, name: &str) -> Result<Option<String>, WireError> {
        self.take(name).map(|f| f.string()).transpose()
    }

    pub fn bool(&mut self, name: &str) -> Result<Option<bool>, WireError> {
        self.take(name).map(|f| f.bool()).transpose()
    }

    pub fn count(&mut self, name: &str, min: u64) -> Result<Option<u64>, WireError> {
        self.take(name).map(|f| f.count(min)).transpose()
    }

    pub fn number(&mut self, name: &str, min: f64, max: f64) -> Result<Option<f64>, WireError> {
        self.take(name).map(|f| f.number(min, max)).transpose()
    }

    /// What was not asked for, in order of no meaning.
    pub fn fields(self) -> impl Iterator<Item = (Cow<'a, str>, Field<'a>)> {
        let path = self.path;
        self.members.into_iter().map(move |(key, raw)| {
            let field = Field { raw, path: join(&path, &key) };
            (key, field)
        })
    }

    pub fn rest(self) -> IndexMap<String, Box<RawValue>> {
        self.members.into_iter().map(|(key, raw)| (key.into_owned(), raw.to_owned())).collect()
    }

    pub fn path(&self) -> &str {
        &self.path
    }

    fn below(&self, name: &str) -> String {
        join(&self.path, name)
    }
}

fn join(path: &str, name: &str) -> String {
    if path.is_empty() { name.to_owned() } else { format!("{path}.{name}") }
}

/// An object's members. A name that comes twice is refused: two programs would read two different requests.
struct Members<'a>(IndexMap<Cow<'a, str>, &'a RawValue>);

impl<'de: 'a, 'a> Deserialize<'de> for Members<'a> {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        struct Collect;
        impl<'de> Visitor<'de> for Collect {
            type Value = IndexMap<Cow<'de, str>, &'de RawValue>;

            fn expecting(&self, f: &mut fmt::Formatter) -> fmt::Result {
                f.write_str("an object")
            }

            fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> Result<Self::Value, A::Error> {
                let mut members = Self::Value::new();
                while let Some(Name(key)) = map.next_key()? {
                    if members.contains_key(&key) {
                        return Err(A::Error::custom(format_args!("'{key}' is given twice")));
                    }
                    members.insert(key, map.next_value()?);
                }
                Ok(members)
            }
        }
        deserializer.deserialize_map(Collect).map(Members)
    }
}

#[derive(Deserialize)]
#[serde(transparent)]
struct Name<'a>(#[serde(borrow)] Cow<'a, str>);
