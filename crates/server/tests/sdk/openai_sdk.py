"""OpenAI's own SDK against the gateway: chat, responses, embeddings, models, errors; each provider behind it."""

import json
import sys

import openai
from proof import (ANSWER, ARGUMENTS, BASE, BROKEN, CUT, FILLED, KEY, LIMITED, MODELS, PICTURE_BASE64, SEEN, THOUGHT,
                   WEATHER, equal, raises, run)

client = openai.OpenAI(base_url=f"{BASE}/v1", api_key=KEY, max_retries=0, timeout=60)
TOOL = {"type": "function", "function": {"name": "get_weather", "description": "The weather", "parameters": WEATHER}}
HELLO = [{"role": "system", "content": "be kind"}, {"role": "user", "content": "hello 退款"}]
SAID = "[be kind] You said: hello 退款"


def chat(model, messages=HELLO, **more):
    return client.chat.completions.create(model=model, messages=messages, **more)


def each_answers(model):
    reply = chat(model)
    choice = reply.choices[0]
    equal((choice.message.content, choice.finish_reason), (SAID, "stop"))
    equal(reply.usage.completion_tokens, 6)
    assert reply.usage.prompt_tokens > reply.usage.prompt_tokens_details.cached_tokens > 0
    equal(reply.usage.total_tokens, reply.usage.prompt_tokens + reply.usage.completion_tokens)


def each_streams_with_its_usage(model):
    plain = chat(model).usage
    chunks = list(chat(model, stream=True, stream_options={"include_usage": True}))
    equal("".join(c.choices[0].delta.content or "" for c in chunks if c.choices), SAID)
    equal([c.choices[0].finish_reason for c in chunks if c.choices and c.choices[0].finish_reason], ["stop"])
    equal((chunks[-1].choices, chunks[-1].usage.prompt_tokens, chunks[-1].usage.completion_tokens),
          ([], plain.prompt_tokens, plain.completion_tokens))


def each_streams_without_usage_unless_asked(model):
    chunks = list(chat(model, stream=True))
    equal([c for c in chunks if c.usage or not c.choices], [])


def each_calls_a_tool_and_reads_its_result(model):
    call = chat(model, tools=[TOOL])
    equal(call.choices[0].finish_reason, "tool_calls")
    made = call.choices[0].message.tool_calls[0]
    equal((made.function.name, json.loads(made.function.arguments)), ("get_weather", ARGUMENTS))
    messages = HELLO + [call.choices[0].message, {"role": "tool", "tool_call_id": made.id, "content": "sunny"}]
    assert "The tool said sunny." in chat(model, messages, tools=[TOOL]).choices[0].message.content


def each_streams_a_tool_call(model):
    forced = {"type": "function", "function": {"name": "get_weather"}}
    deltas = [c.choices[0].delta.tool_calls for c in chat(model, tools=[TOOL], tool_choice=forced, stream=True)]
    pieces = [call for calls in deltas if calls for call in calls]
    equal({p.index for p in pieces}, {0})
    equal(([p.function.name for p in pieces if p.function.name], [bool(p.id) for p in pieces].count(True)),
          (["get_weather"], 1))
    equal(json.loads("".join(p.function.arguments or "" for p in pieces)), ARGUMENTS)


def each_sees_pictures(model):
    content = [
        {"type": "text", "text": "look"},
        {"type": "image_url", "image_url": {"url": f"data:image/png;base64,{PICTURE_BASE64}"}},
        {"type": "image_url", "image_url": {"url": "https://pictures.test/a.png", "detail": "low"}},
    ]
    said = chat(model, [{"role": "user", "content": content}]).choices[0].message.content
    assert SEEN in said and "https://pictures.test/a.png" in said, said


def each_answers_in_json(model):
    said = chat(model, [{"role": "user", "content": "hi"}], response_format={"type": "json_object"})
    equal(json.loads(said.choices[0].message.content), {"answer": "hi"})
    schema = {"type": "json_schema", "json_schema": {"name": "answer", "schema": ANSWER, "strict": True}}
    equal(json.loads(chat(model, response_format=schema).choices[0].message.content), FILLED)


def each_stops_where_it_is_told(model):
    equal(chat(model, max_tokens=2).choices[0].finish_reason, "length")
    equal(chat(model, stop=["said"]).choices[0].message.content, "[be kind] You ")


def each_thinks(model):
    reply = chat(model, reasoning_effort="low", max_completion_tokens=3000)
    equal((reply.choices[0].message.reasoning_content, reply.choices[0].message.content), (THOUGHT, SAID))


def each_responds(model):
    reply = client.responses.create(model=model, instructions="be kind", input="hello 退款")
    equal((reply.output_text, reply.status), (SAID, "completed"))
    equal((reply.usage.output_tokens, reply.usage.total_tokens - reply.usage.input_tokens), (6, 6))


def each_responds_in_a_stream(model):
    text, kinds = "", []
    for event in client.responses.create(model=model, instructions="be kind", input="hello 退款", stream=True):
        kinds.append(event.type)
        if event.type == "response.output_text.delta":
            text += event.delta
        if event.type == "response.completed":
            equal(event.response.output_text, SAID)
    equal((text, kinds[0], kinds[-1]), (SAID, "response.created", "response.completed"))
    with client.responses.stream(model=model, instructions="be kind", input="hello 退款") as stream:
        stream.until_done()
        equal(stream.get_final_response().output_text, SAID)


def each_responds_with_calls(model):
    tool = {"type": "function", "name": "get_weather", "parameters": WEATHER, "strict": False}
    first = client.responses.create(model=model, input="hello", tools=[tool])
    call = next(item for item in first.output if item.type == "function_call")
    equal((call.name, json.loads(call.arguments)), ("get_weather", ARGUMENTS))
    again = [{"role": "user", "content": "hello"}, call,
             {"type": "function_call_output", "call_id": call.call_id, "output": "sunny"}]
    assert "The tool said sunny." in client.responses.create(model=model, input=again, tools=[tool]).output_text


def each_responds_in_json(model):
    format = {"type": "json_schema", "name": "answer", "schema": ANSWER, "strict": True}
    reply = client.responses.create(model=model, input="hello", text={"format": format})
    equal(json.loads(reply.output_text), FILLED)


def test_vectors():
    for model in ["text-embedding-3-small", "gemini-embedding-001"]:
        for more in [{}, {"encoding_format": "float"}]:
            reply = client.embeddings.create(model=model, input=["hello", "你好"], **more)
            equal([row.embedding for row in reply.data], [[5.0, 104.0, 1.0], [6.0, 20320.0, 1.0]])


def test_the_models_are_listed():
    names = {model.id for model in client.models.list()}
    assert names >= set(MODELS.values()), names
    equal(client.models.retrieve("gpt-4o-mini").id, "gpt-4o-mini")


def test_errors_are_of_the_right_class():
    stranger = client.with_options(api_key="sk-nobody")
    raises(openai.AuthenticationError, lambda: stranger.chat.completions.create(model="gpt-4o-mini", messages=HELLO))
    raises(openai.NotFoundError, lambda: chat("no-such-model"))
    error = raises(openai.BadRequestError, lambda: chat("gpt-4o-mini", max_tokens=-1))
    equal((error.param, error.type), ("max_tokens", "invalid_request_error"))
    raises(openai.BadRequestError, lambda: chat("claude-sonnet-4", n=2))
    raises(openai.RateLimitError, lambda: chat(LIMITED))
    raises(openai.InternalServerError, lambda: chat(BROKEN))


def test_a_stream_that_is_cut_ends_with_an_error():
    seen = []

    def read():
        for chunk in chat(CUT, stream=True):
            seen.extend(c.delta.content or "" for c in chunk.choices)

    raises(openai.APIError, read)
    assert "".join(seen) and SAID.startswith("".join(seen)), seen


run(sys.modules[__name__])
