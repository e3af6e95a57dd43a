//! What a visitor wants besides an answer. Pure.

/// Who is asked for.
const PERSONS: [&str; 10] =
    ["人工客服", "人工服务", "人工坐席", "人工座席", "人工", "真人客服", "真人", "活人", "客服人员", "客服"];
/// What people say around it. A longer word stands before those that it begins with.
const AROUND: [&str; 47] = [
    "能不能",
    "可不可以",
    "可以",
    "能否",
    "不要机器人",
    "不想和机器人聊",
    "我需要",
    "我想要",
    "我要",
    "我想",
    "需要",
    "帮我",
    "给我",
    "麻烦",
    "请问",
    "请",
    "联系",
    "转接",
    "转到",
    "转",
    "接通",
    "接入",
    "接",
    "找",
    "叫",
    "换",
    "呼叫",
    "在线",
    "聊天",
    "聊聊",
    "聊",
    "说话",
    "对话",
    "沟通",
    "一下",
    "一个",
    "个",
    "您好",
    "你好",
    "我",
    "要",
    "和",
    "跟",
    "与",
    "吗",
    "吧",
    "谢谢",
];
const EN_PERSONS: [&str; 8] =
    ["human", "person", "agent", "agents", "representative", "operator", "someone", "somebody"];
const EN_AROUND: [&str; 38] = [
    "i", "i'd", "want", "need", "would", "like", "to", "talk", "speak", "chat", "with", "a", "an", "the", "real",
    "live", "actual", "please", "can", "could", "may", "me", "us", "connect", "transfer", "get", "give", "let",
    "customer", "service", "support", "human", "now", "you", "hi", "hello", "thanks", "my",
];

/// Whether nothing is said but that a person is wanted. One more word that is neither ("人工录入怎么操作") makes it a
/// question, which the knowledge base may answer.
pub(super) fn asks_for_a_person(text: &str) -> bool {
    let text = text.to_lowercase().replace('’', "'");
    let mut words = text.split(|c: char| !c.is_alphanumeric() && c != '\'').filter(|w| !w.is_empty());
    let mut names_one = false;
    words.all(|word| match word.is_ascii() {
        true => {
            names_one |= EN_PERSONS.contains(&word);
            EN_PERSONS.contains(&word) || EN_AROUND.contains(&word)
        }
        false => is_made_of(word, &mut names_one),
    }) && names_one
}

fn is_made_of(mut word: &str, names_one: &mut bool) -> bool {
    while !word.is_empty() {
        let person = PERSONS.iter().find_map(|known| word.strip_prefix(known));
        *names_one |= person.is_some();
        match person.or_else(|| AROUND.iter().find_map(|known| word.strip_prefix(known))) {
            Some(rest) => word = rest,
            None => return false,
        }
    }
    true
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn who_asks_for_a_person_is_understood() {
        for asked in [
            "人工",
            "转人工",
            "转人工！",
            "找真人",
            "我要人工客服",
            "请帮我转接人工服务",
            "能不能换个真人",
            "你好，人工",
            "可以联系客服吗？",
            "human agent",
            "Human",
            "I want to talk to a real person, please",
            "agent",
            "connect me with a live agent",
            "I'd like to speak to someone",
        ] {
            assert!(asks_for_a_person(asked), "{asked}");
        }
    }

    #[test]
    fn a_question_about_something_is_none() {
        for asked in [
            "",
            "？",
            "你好",
            "人工录入怎么操作",
            "客服电话是多少",
            "不要人工",
            "人工费怎么算",
            "怎么联系上级",
            "how do I add an agent",
            "person id is wrong",
            "hello",
            "transfer a customer",
            "死亡的人怎么注销",
        ] {
            assert!(!asks_for_a_person(asked), "{asked}");
        }
    }
}
