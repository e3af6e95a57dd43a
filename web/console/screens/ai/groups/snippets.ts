// How the vendors' own packages call a group, ready to be pasted. Pure.
export const SDKS = ['openai', 'anthropic', 'gemini', 'curl'] as const
export type Sdk = (typeof SDKS)[number]

export function snippet(sdk: Sdk, origin: string, key: string, model: string): string {
  switch (sdk) {
    case 'openai': return `from openai import OpenAI

client = OpenAI(
    base_url="${origin}/v1",
    api_key="${key}",
)
answer = client.chat.completions.create(
    model="${model}",
    messages=[{"role": "user", "content": "Hello"}],
)
print(answer.choices[0].message.content)`
    case 'anthropic': return `from anthropic import Anthropic

client = Anthropic(
    base_url="${origin}",
    api_key="${key}",
)
answer = client.messages.create(
    model="${model}",
    max_tokens=512,
    messages=[{"role": "user", "content": "Hello"}],
)
print(answer.content[0].text)`
    case 'gemini': return `from google import genai
from google.genai import types

client = genai.Client(
    api_key="${key}",
    http_options=types.HttpOptions(base_url="${origin}"),
)
answer = client.models.generate_content(
    model="${model}",
    contents="Hello",
)
print(answer.text)`
    case 'curl': return `curl ${origin}/v1/chat/completions \\
  -H "Authorization: Bearer ${key}" \\
  -H "Content-Type: application/json" \\
  -d '{"model": "${model}", "messages": [{"role": "user", "content": "Hello"}]}'`
  }
}
