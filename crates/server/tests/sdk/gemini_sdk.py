"""Google's own SDK against the gateway: contents, counting, models, errors; each provider behind it."""

import json
import sys

from google import genai
from google.genai import errors, types
from proof import (ANSWER, ARGUMENTS, BASE, BROKEN, CUT, FILLED, KEY, LIMITED, MODELS, PICTURE, SEEN, THOUGHT,
                   WEATHER, equal, raises, run)

options = types.HttpOptions(base_url=BASE, timeout=60_000)
client = genai.Client(api_key=KEY, http_options=options)
TOOL = types.Tool(function_declarations=[
    types.FunctionDeclaration(name="get_weather", description="The weather", parameters_json_schema=WEATHER)])
OLD_TOOL = types.Tool(function_declarations=[
    types.FunctionDeclaration(name="get_weather", parameters=types.Schema(
        type="OBJECT", properties={"city": types.Schema(type="STRING"), "days": types.Schema(type="INTEGER")}))])
SAID = "[be kind] You said: hello 退款"


def config(**more):
    return types.GenerateContentConfig(system_instruction="be kind", **more)


def ask(model, contents="hello 退款", **more):
    return client.models.generate_content(model=model, contents=contents, config=config(**more))


def each_answers(model):
    reply = ask(model)
    equal((reply.text, reply.candidates[0].finish_reason.name), (SAID, "STOP"))
    counts = reply.usage_metadata
    assert counts.prompt_token_count > counts.cached_content_token_count > 0
    equal(counts.total_token_count, counts.prompt_token_count + counts.candidates_token_count)


def each_streams(model):
    plain = ask(model).usage_metadata
    chunks = list(client.models.generate_content_stream(model=model, contents="hello 退款", config=config()))
    equal("".join(c.text or "" for c in chunks), SAID)
    equal(chunks[-1].candidates[0].finish_reason.name, "STOP")
    counts = chunks[-1].usage_metadata
    equal((counts.prompt_token_count, counts.candidates_token_count),
          (plain.prompt_token_count, plain.candidates_token_count))


def each_calls_a_tool_and_reads_its_result(model):
    for tool in [TOOL, OLD_TOOL]:
        call = ask(model, tools=[tool])
        made = call.function_calls[0]
        equal((made.name, made.args), ("get_weather", ARGUMENTS))
        result = types.Part.from_function_response(name="get_weather", response={"result": "sunny"})
        contents = [types.UserContent("hello"), call.candidates[0].content,
                    types.Content(role="user", parts=[result])]
        said = ask(model, contents, tools=[tool]).text
        assert "The tool said" in said and "sunny" in said, said


def each_streams_a_tool_call(model):
    calling = types.FunctionCallingConfig(mode="ANY", allowed_function_names=["get_weather"])
    more = config(tools=[TOOL], tool_config=types.ToolConfig(function_calling_config=calling))
    chunks = list(client.models.generate_content_stream(model=model, contents="hello", config=more))
    calls = [call for chunk in chunks for call in chunk.function_calls or []]
    equal([(c.name, c.args) for c in calls], [("get_weather", ARGUMENTS)])


def each_sees_pictures(model):
    said = ask(model, ["look", types.Part.from_bytes(data=PICTURE, mime_type="image/png")]).text
    assert SEEN in said, said


def each_answers_in_json(model):
    equal(json.loads(ask(model, "hi", response_mime_type="application/json").text), {"answer": "hi"})
    reply = ask(model, response_mime_type="application/json", response_json_schema=ANSWER)
    equal(json.loads(reply.text), FILLED)


def each_stops_where_it_is_told(model):
    equal(ask(model, max_output_tokens=2).candidates[0].finish_reason.name, "MAX_TOKENS")
    equal(ask(model, stop_sequences=["said"]).text, "[be kind] You ")


def each_thinks(model):
    thinking = types.ThinkingConfig(thinking_budget=1500, include_thoughts=True)
    parts = ask(model, thinking_config=thinking, max_output_tokens=4000).candidates[0].content.parts
    equal([(bool(p.thought), p.text) for p in parts], [(True, THOUGHT), (False, SAID)])


def each_counts(model):
    assert client.models.count_tokens(model=model, contents="hello").total_tokens > 0


def test_the_models_are_listed():
    names = {model.name for model in client.models.list()}
    assert names >= {f"models/{name}" for name in MODELS.values()}, names


def test_errors_are_of_the_right_class():
    stranger = genai.Client(api_key="sk-nobody", http_options=options)
    raises(errors.ClientError, lambda: stranger.models.generate_content(model="gemini-2.5-flash", contents="x"), 401)
    raises(errors.ClientError, lambda: ask("no-such-model"), 404)
    raises(errors.ClientError, lambda: ask("gemini-2.5-flash", max_output_tokens=-1), 400)
    raises(errors.ClientError, lambda: ask(LIMITED), 429)
    raises(errors.ServerError, lambda: ask(BROKEN))


def test_a_stream_that_is_cut_ends_with_an_error():
    seen = []

    def read():
        for chunk in client.models.generate_content_stream(model=CUT, contents="hello 退款", config=config()):
            seen.append(chunk.text or "")

    raises(errors.APIError, read)
    assert "".join(seen) and SAID.startswith("".join(seen)), seen


run(sys.modules[__name__])
