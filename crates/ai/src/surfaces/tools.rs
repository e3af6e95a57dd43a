//! Tools that no provider would accept are refused here: forwarded as bytes, they would cost a call to find out.
//! What is not known (a vendor's own tools, say) passes.

use memchr::memmem;
use serde::Deserialize;
use serde_json::{Value, value::RawValue};

use crate::{
    dispatch::{Refusal, Why},
    wire::Dialect,
};

#[derive(Deserialize)]
struct WithTools<'a> {
    #[serde(borrow)]
    tools: Option<&'a RawValue>,
}

pub fn check(surface: Dialect, body: &[u8]) -> Result<(), Refusal> {
    // Most requests have none; those are not read again.
    if memmem::find(body, b"\"tools\"").is_none() {
        return Ok(());
    }
    let Some(tools) = serde_json::from_slice::<WithTools>(body).ok().and_then(|b| b.tools) else { return Ok(()) };
    let tools: Value = serde_json::from_str(tools.get()).map_err(|_| wrong("tools", "is not JSON"))?;
    if tools.is_null() {
        return Ok(());
    }
    let list = tools.as_array().ok_or_else(|| wrong("tools", "must be a list"))?;
    list.iter().enumerate().try_for_each(|(n, tool)| one(surface, &format!("tools[{n}]"), tool))
}

fn wrong(param: &str, message: &str) -> Refusal {
    Refusal { param: Some(param.to_owned()), ..Refusal::new(Why::BadRequest, format!("'{param}' {message}")) }
}

fn one(surface: Dialect, at: &str, tool: &Value) -> Result<(), Refusal> {
    if !tool.is_object() {
        return Err(wrong(at, "must be an object"));
    }
    match surface {
        Dialect::Anthropic => {
            named(at, tool)?;
            schema(&format!("{at}.input_schema"), &tool["input_schema"])
        }
        Dialect::OpenAiChat if tool["type"] == "function" => {
            let at = format!("{at}.function");
            named(&at, &tool["function"])?;
            schema(&format!("{at}.parameters"), &tool["function"]["parameters"])
        }
        Dialect::OpenAiChat if !tool["type"].is_string() => Err(wrong(&format!("{at}.type"), "is required")),
        Dialect::OpenAiResponses if tool["type"] == "function" => {
            named(at, tool)?;
            schema(&format!("{at}.parameters"), &tool["parameters"])
        }
        Dialect::Gemini => {
            let declared = if tool["functionDeclarations"].is_null() {
                &tool["function_declarations"]
            } else {
                &tool["functionDeclarations"]
            };
            let list = declared.as_array().map_or(&[][..], Vec::as_slice);
            list.iter().enumerate().try_for_each(|(n, function)| {
                let at = format!("{at}.functionDeclarations[{n}]");
                named(&at, function)?;
                schema(&format!("{at}.parameters"), &function["parameters"])
            })
        }
        _ => Ok(()),
    }
}

fn named(at: &str, tool: &Value) -> Result<(), Refusal> {
    match tool["name"].as_str() {
        Some(name) if !name.is_empty() => Ok(()),
        _ => Err(wrong(&format!("{at}.name"), "is required")),
    }
}

/// A JSON schema of an object, or none.
fn schema(at: &str, schema: &Value) -> Result<(), Refusal> {
    match schema {
        Value::Null => Ok(()),
        Value::Object(fields) => match fields.get("type") {
            None | Some(Value::String(_) | Value::Array(_)) => Ok(()),
            Some(_) => Err(wrong(&format!("{at}.type"), "must be the name of a type")),
        },
        _ => Err(wrong(at, "must be a JSON schema")),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn place(surface: Dialect, body: &str) -> Option<String> {
        check(surface, body.as_bytes()).err().and_then(|r| r.param)
    }

    #[test]
    fn a_broken_tool_is_named() {
        let chat = |tools: &str| place(Dialect::OpenAiChat, &format!(r#"{{"model":"m","tools":{tools}}}"#));
        assert_eq!(chat(r#""x""#).as_deref(), Some("tools"));
        assert_eq!(chat("[7]").as_deref(), Some("tools[0]"));
        assert_eq!(chat(r#"[{"type":"function","function":{}}]"#).as_deref(), Some("tools[0].function.name"));
        let broken = r#"[{"type":"function","function":{"name":"f","parameters":"x"}}]"#;
        assert_eq!(chat(broken).as_deref(), Some("tools[0].function.parameters"));
        let messages = r#"{"tools":[{"name":"f","input_schema":[]}]}"#;
        assert_eq!(place(Dialect::Anthropic, messages).as_deref(), Some("tools[0].input_schema"));
    }

    #[test]
    fn what_is_sound_or_not_known_passes() {
        let sound = r#"{"tools":[{"type":"function","function":{"name":"f","parameters":{"type":"object"}}}]}"#;
        assert_eq!(place(Dialect::OpenAiChat, sound), None);
        assert_eq!(place(Dialect::OpenAiChat, r#"{"messages":[{"content":"the \"tools\" are here"}]}"#), None);
        assert_eq!(
            place(Dialect::Anthropic, r#"{"tools":[{"type":"web_search_20250305","name":"web_search"}]}"#),
            None
        );
        assert_eq!(place(Dialect::Gemini, r#"{"tools":[{"googleSearch":{}}]}"#), None);
    }
}
