//! What the played model says: all of it follows from what it was asked, so that a test can tell whether the question
//! came through.

use serde_json::{Map, Value, json};

/// A question, out of any vendor's format.
#[derive(Default)]
pub struct Ask {
    pub model: String,
    pub system: String,
    /// Everything that was said before, for the count.
    pub history: String,
    /// The user's last words.
    pub last: String,
    /// Pictures in the last message: media type and size, or address.
    pub pictures: Vec<String>,
    /// What tools answered in the last message.
    pub results: Vec<String>,
    pub tools: Vec<(String, Value)>,
    pub must_call: Option<String>,
    pub may_call: bool,
    pub several_calls: bool,
    pub json: bool,
    pub schema: Option<Value>,
    pub max_tokens: Option<u64>,
    pub stop: Vec<String>,
    pub stream: bool,
    pub with_usage: bool,
    pub thinks: bool,
    /// Asked as OpenAI's responses API asks.
    pub as_response: bool,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Why {
    Done,
    Length,
    Stop,
    Calls,
}

pub struct Said {
    /// Word by word, each a token.
    pub thought: Vec<String>,
    pub text: Vec<String>,
    pub calls: Vec<(String, String, Value)>,
    pub why: Why,
    pub stopped_by: Option<String>,
    pub input: u64,
    pub cached: u64,
    pub output: u64,
    pub reasoning: u64,
}

impl Said {
    pub fn to(ask: &Ask) -> Self {
        let input = tokens(&ask.system) + tokens(&ask.history) + 7 * ask.pictures.len() as u64 + 3;
        let mut said = Self {
            thought: if ask.thinks { words("Let me think about this.") } else { Vec::new() },
            text: Vec::new(),
            calls: Vec::new(),
            why: Why::Done,
            stopped_by: None,
            input,
            cached: input / 4,
            output: 0,
            reasoning: 0,
        };
        let calls = ask.may_call && !ask.tools.is_empty() && ask.results.is_empty() || ask.must_call.is_some();
        if calls {
            let named =
                ask.tools.iter().find(|(name, _)| ask.must_call.as_ref().is_none_or(|n| n == name || n.is_empty()));
            let chosen: Vec<_> =
                if ask.several_calls { ask.tools.iter().collect() } else { named.into_iter().collect() };
            for (i, (name, schema)) in chosen.into_iter().enumerate() {
                said.calls.push((format!("call_{}_{i}", ask.history.len()), name.clone(), fill(schema)));
            }
            said.why = Why::Calls;
        } else {
            said.speak(ask);
        }
        said.reasoning = said.thought.len() as u64;
        let called = said.calls.iter().map(|(_, name, input)| tokens(name) + tokens(&input.to_string())).sum::<u64>();
        said.output = said.reasoning + said.text.len() as u64 + called;
        said
    }

    fn speak(&mut self, ask: &Ask) {
        let mut text = match (&ask.schema, ask.json) {
            (Some(schema), _) => fill(schema).to_string(),
            (None, true) => json!({ "answer": ask.last }).to_string(),
            (None, false) => plain(ask),
        };
        if let Some((at, stop)) = ask.stop.iter().filter_map(|s| Some((text.find(s)?, s))).min() {
            text.truncate(at);
            self.why = Why::Stop;
            self.stopped_by = Some(stop.clone());
        }
        self.text = words(&text);
        let left = ask.max_tokens.map_or(usize::MAX, |max| (max as usize).saturating_sub(self.thought.len()));
        if self.text.len() > left {
            self.text.truncate(left);
            self.why = Why::Length;
            self.stopped_by = None;
        }
    }
}

fn plain(ask: &Ask) -> String {
    let mut text = format!("You said: {}", ask.last);
    if !ask.system.is_empty() {
        text = format!("[{}] {text}", ask.system);
    }
    for picture in &ask.pictures {
        text += &format!(" I see {picture}.");
    }
    for result in &ask.results {
        text += &format!(" The tool said {result}.");
    }
    text
}

/// An object that fits the schema, in the schema's own order as far as JSON objects here keep one.
fn fill(schema: &Value) -> Value {
    let kind = match &schema["type"] {
        Value::Array(kinds) => kinds.first().and_then(Value::as_str).unwrap_or("object").to_owned(),
        other => other.as_str().unwrap_or("object").to_owned(),
    };
    if let Some(first) = schema["enum"].as_array().and_then(|e| e.first()) {
        return first.clone();
    }
    match kind.to_lowercase().as_str() {
        "object" => {
            let properties = schema["properties"].as_object().cloned().unwrap_or_default();
            Value::Object(properties.iter().map(|(name, s)| (name.clone(), fill(s))).collect::<Map<_, _>>())
        }
        "array" => json!([fill(&schema["items"])]),
        "integer" => json!(3),
        "number" => json!(21.5),
        "boolean" => json!(true),
        _ => json!("杭州"),
    }
}

/// Split after each space, so that the pieces make up the whole again.
pub fn words(text: &str) -> Vec<String> {
    text.split_inclusive(' ').map(str::to_owned).collect()
}

pub fn tokens(text: &str) -> u64 {
    text.split_whitespace().count() as u64
}

/// The calls' arguments in pieces, as they come in a stream: cut in the middle, also of a word.
pub fn halves(json: &Value) -> [String; 2] {
    let text = json.to_string();
    let at = (text.len() / 2..text.len()).find(|at| text.is_char_boundary(*at)).unwrap_or(text.len());
    [text[..at].to_owned(), text[at..].to_owned()]
}

/// Refuses members that the vendor does not know.
pub fn only(body: &Value, known: &[&str], at: &str) -> Result<(), String> {
    let Some(object) = body.as_object() else { return Err(format!("{at} must be an object")) };
    match object.keys().find(|key| !known.contains(&key.as_str())) {
        Some(key) => Err(format!("{at}{key}: unknown field")),
        None => Ok(()),
    }
}

/// What a picture in base64 looks like to this model.
pub fn picture(media_type: &str, data: &str) -> Result<String, String> {
    use base64::Engine;
    let bytes = base64::engine::general_purpose::STANDARD.decode(data).map_err(|_| "the picture is not base64")?;
    Ok(format!("a {media_type} of {} bytes", bytes.len()))
}
