//! What people say around a question: greetings, thanks, "I would like to ask". It carries nothing to
//! search for, and some of it (`客服`, `问题`) is a frequent word of the knowledge base.

/// Said before the question. Longest first where one is a prefix of another.
const BEFORE: &[&str] = &[
    "您好",
    "你好",
    "大家好",
    "早上好",
    "上午好",
    "下午好",
    "晚上好",
    "嗨",
    "哈喽",
    "哈啰",
    "亲爱的",
    "亲亲",
    "亲,",
    "亲，",
    "老师",
    "在不在",
    "在么",
    "在吗",
    "有人吗",
    "有人在吗",
    "人工客服",
    "客服小姐姐",
    "客服",
    "不好意思",
    "打扰一下",
    "打扰了",
    "打扰",
    "劳驾",
    "麻烦帮我看一下",
    "麻烦帮我看下",
    "麻烦问一下",
    "麻烦问下",
    "麻烦您",
    "麻烦你",
    "麻烦",
    "请问一下",
    "请问下",
    "请问",
    "请教一下",
    "请教下",
    "请教",
    "想问一下",
    "想问下",
    "想问",
    "我想问一下",
    "我想问下",
    "我想问问",
    "我想问",
    "我想请问",
    "我想请教一下",
    "我想请教",
    "我想咨询一下",
    "我想咨询下",
    "我想咨询",
    "想咨询一下",
    "想咨询下",
    "想咨询",
    "咨询一下",
    "咨询下",
    "我想了解一下",
    "我想了解下",
    "想了解一下",
    "我想知道",
    "想知道",
    "帮我看一下",
    "帮我看下",
    "帮忙看一下",
    "帮忙看下",
    "问一下",
    "问下",
    "那个",
    "就是",
    "hello",
    "hi",
    "hey",
    "excuse me",
    "good morning",
    "good afternoon",
    "please",
    "could you please tell me",
    "can you please tell me",
    "could you tell me",
    "can you tell me",
    "i would like to know",
    "i want to know",
    "i'd like to know",
];

/// Said after it.
const AFTER: &[&str] = &[
    "非常感谢",
    "十分感谢",
    "感谢您",
    "感谢你",
    "感谢啦",
    "感谢了",
    "感谢",
    "多谢了",
    "多谢",
    "谢谢您",
    "谢谢你",
    "谢谢啦",
    "谢谢了",
    "谢谢",
    "谢了",
    "拜托了",
    "拜托",
    "麻烦了",
    "麻烦您了",
    "麻烦你了",
    "急急急",
    "很急",
    "在线等",
    "急",
    "跪求",
    "求助",
    "求解",
    "请指教",
    "请帮忙",
    "帮帮忙",
    "帮忙看看",
    "怎么办呀",
    "怎么办啊",
    "怎么办呢",
    "呀",
    "啊",
    "哦",
    "呢",
    "嘛",
    "哈",
    "啦",
    "哇",
    "喔",
    "thank you very much",
    "thank you",
    "many thanks",
    "thanks",
    "thx",
    "please",
];

fn is_gap(c: char) -> bool {
    c.is_whitespace()
        || c.is_ascii_punctuation() && !matches!(c, '#' | '+' | '(' | ')' | '[' | ']' | '"')
        || matches!(c, '。' | '，' | '、' | '！' | '？' | '；' | '：' | '~' | '…' | '·' | '～')
}

/// A Latin phrase must end where a word ends: `hi` is not the start of `history`.
fn ends_word(phrase: &str, rest: &str) -> bool {
    !phrase.ends_with(|c: char| c.is_ascii_alphanumeric()) || !rest.starts_with(|c: char| c.is_ascii_alphanumeric())
}

fn starts_word(phrase: &str, rest: &str) -> bool {
    !phrase.starts_with(|c: char| c.is_ascii_alphanumeric()) || !rest.ends_with(|c: char| c.is_ascii_alphanumeric())
}

/// The question inside folded text; empty when there is nothing but chatter.
pub fn strip_chatter(folded: &str) -> &str {
    let mut text = folded.trim_matches(is_gap);
    loop {
        let before = text.len();
        let longest = BEFORE
            .iter()
            .filter(|p| text.strip_prefix(**p).is_some_and(|rest| ends_word(p, rest)))
            .max_by_key(|p| p.len());
        if let Some(phrase) = longest {
            text = text[phrase.len()..].trim_start_matches(is_gap);
        }
        let longest = AFTER
            .iter()
            .filter(|p| text.strip_suffix(**p).is_some_and(|rest| starts_word(p, rest)))
            .max_by_key(|p| p.len());
        if let Some(phrase) = longest {
            text = text[..text.len() - phrase.len()].trim_end_matches(is_gap);
        }
        if text.len() == before {
            return text;
        }
    }
}
