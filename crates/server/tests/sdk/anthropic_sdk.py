"""Anthropic's own SDK against the gateway: messages, counting, models, errors; each provider behind it."""

import sys

import anthropic
from proof import (ARGUMENTS, BASE, BROKEN, CUT, KEY, LIMITED, MODELS, PICTURE_BASE64, SEEN, THOUGHT, WEATHER, equal,
                   raises, run)

client = anthropic.Anthropic(base_url=BASE, api_key=KEY, max_retries=0, timeout=60)
TOOL = {"name": "get_weather", "description": "The weather", "input_schema": WEATHER}
HELLO = [{"role": "user", "content": "hello 退款"}]
SAID = "[be kind] You said: hello 退款"


def ask(model, messages=HELLO, max_tokens=4000, **more):
    return client.messages.create(model=model, messages=messages, max_tokens=max_tokens, system="be kind", **more)


def each_answers(model):
    reply = ask(model)
    equal((reply.content[0].text, reply.stop_reason, reply.role), (SAID, "end_turn", "assistant"))
    equal(reply.usage.output_tokens, 6)
    assert reply.usage.input_tokens > 0 and reply.usage.cache_read_input_tokens > 0


def each_streams(model):
    plain = ask(model).usage
    with client.messages.stream(model=model, messages=HELLO, max_tokens=4000, system="be kind") as stream:
        equal("".join(stream.text_stream), SAID)
        last = stream.get_final_message()
    equal((last.content[0].text, last.stop_reason), (SAID, "end_turn"))
    equal((last.usage.input_tokens, last.usage.output_tokens), (plain.input_tokens, plain.output_tokens))


def each_calls_a_tool_and_reads_its_result(model):
    call = ask(model, tools=[TOOL])
    equal(call.stop_reason, "tool_use")
    made = next(block for block in call.content if block.type == "tool_use")
    equal((made.name, made.input), ("get_weather", ARGUMENTS))
    result = {"type": "tool_result", "tool_use_id": made.id, "content": "sunny"}
    messages = HELLO + [{"role": "assistant", "content": call.content}, {"role": "user", "content": [result]}]
    assert "The tool said sunny." in ask(model, messages, tools=[TOOL]).content[-1].text


def each_streams_a_tool_call(model):
    choice = {"type": "tool", "name": "get_weather"}
    with client.messages.stream(model=model, messages=HELLO, max_tokens=4000, tools=[TOOL],
                                tool_choice=choice) as stream:
        last = stream.get_final_message()
    made = next(block for block in last.content if block.type == "tool_use")
    equal((made.name, made.input, last.stop_reason), ("get_weather", ARGUMENTS, "tool_use"))


def each_sees_pictures(model):
    content = [
        {"type": "image", "source": {"type": "base64", "media_type": "image/png", "data": PICTURE_BASE64}},
        {"type": "image", "source": {"type": "url", "url": "https://pictures.test/a.png"}},
        {"type": "text", "text": "look"},
    ]
    said = ask(model, [{"role": "user", "content": content}]).content[0].text
    assert SEEN in said and "https://pictures.test/a.png" in said, said


def each_stops_where_it_is_told(model):
    equal(ask(model, max_tokens=2).stop_reason, "max_tokens")
    equal(ask(model, stop_sequences=["said"]).content[0].text, "[be kind] You ")


def each_thinks(model):
    thinking = {"type": "enabled", "budget_tokens": 1500}
    reply = ask(model, thinking=thinking)
    equal([(b.type, b.thinking if b.type == "thinking" else b.text) for b in reply.content],
          [("thinking", THOUGHT), ("text", SAID)])
    with client.messages.stream(model=model, messages=HELLO, max_tokens=4000, system="be kind",
                                thinking=thinking) as stream:
        equal([b.type for b in stream.get_final_message().content], ["thinking", "text"])
    # What was thought goes back as it came, and the next turn is answered.
    more = HELLO + [{"role": "assistant", "content": reply.content}, {"role": "user", "content": "and?"}]
    equal(ask(model, more, thinking=thinking).content[-1].text, "[be kind] You said: and?")


def each_counts(model):
    assert client.messages.count_tokens(model=model, messages=HELLO).input_tokens > 0


def test_the_models_are_listed():
    names = {model.id for model in client.models.list()}
    assert names >= set(MODELS.values()), names


def test_errors_are_of_the_right_class():
    stranger = client.with_options(api_key="sk-nobody")
    raises(anthropic.AuthenticationError,
           lambda: stranger.messages.create(model="claude-sonnet-4", messages=HELLO, max_tokens=5))
    raises(anthropic.NotFoundError, lambda: ask("no-such-model"))
    error = raises(anthropic.BadRequestError, lambda: ask("claude-sonnet-4", max_tokens=-1))
    assert "max_tokens" in str(error), error
    raises(anthropic.BadRequestError, lambda: ask("gpt-4o-mini", messages=[{"role": "wizard", "content": "x"}]))
    raises(anthropic.RateLimitError, lambda: ask(LIMITED))
    raises(anthropic.InternalServerError, lambda: ask(BROKEN))


def test_a_stream_that_is_cut_ends_with_an_error():
    seen = []

    def read():
        with client.messages.stream(model=CUT, messages=HELLO, max_tokens=4000, system="be kind") as stream:
            seen.extend(stream.text_stream)

    raises(anthropic.APIError, read)
    assert "".join(seen) and SAID.startswith("".join(seen)), seen


run(sys.modules[__name__])
