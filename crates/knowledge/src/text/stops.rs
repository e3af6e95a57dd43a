//! Words that make a sentence a question but are not what it is about. Titles are questions, bodies
//! are not: left in, they pull a question towards other questions instead of towards its answer.

const STOPS: &[&str] = &[
    "的", "了", "是", "吗", "呢", "么", "吧", "啊", "呀", "嘛", "请", "我", "你", "您", "他", "她", "它", "我们", "你们", "他们", "这", "那", "这个", "那个", "这些", "那些", "在", "和", "与", "或", "或者", "及", "以及", "并",
    "而", "就", "都", "也", "还", "又", "把", "被", "让", "给", "对", "对于", "为", "从", "到", "由", "于", "以", "个", "一个", "一下", "一些", "什么", "为什么", "为何", "怎么", "怎么办", "怎么样", "怎样", "如何", "何", "是否",
    "是不是", "有没有", "能否", "能不能", "可否", "可不可以", "会不会", "要不要", "哪", "哪个", "哪些", "哪里", "哪儿", "哪种", "多少", "几", "几个", "吗啊", "请问", "有", "有什么", "会", "能", "可以", "应该", "应", "该", "需要", "要",
    "想", "时", "时候", "之后", "后", "中", "里", "上", "下", "等", "呗", "得", "地", "着", "过", "做", "办", "是什么", "都有",
    "a", "an", "the", "is", "are", "was", "were", "be", "been", "am", "do", "does", "did", "done", "how", "what", "why", "which", "who", "when", "where", "whether", "can", "could", "should", "would", "will", "shall", "may", "might",
    "must", "i", "me", "my", "you", "your", "we", "our", "it", "its", "this", "that", "these", "those", "there", "to", "of", "in", "on", "at", "for", "with", "by", "as", "from", "into", "and", "or", "if", "then", "than", "so", "not",
    "have", "has", "had", "any", "some", "s", "t",
];

/// Question phrases that are cut out of a run before it is paired up.
const PHRASES: &[&str] = &["为什么", "怎么办", "怎么样", "是什么", "有什么", "有没有", "是不是", "能不能", "会不会", "要不要", "可不可以", "什么", "怎么", "怎样", "如何", "是否", "能否", "可否", "哪些", "哪个", "哪里", "哪种", "多少", "为何", "请问", "吗", "呢"];

/// Whether `word` says nothing about the matter.
pub fn is_stop(word: &str) -> bool {
    STOPS.contains(&word)
}

/// `folded` with its question phrases blanked out.
pub fn without_question_phrases(folded: &str) -> String {
    PHRASES.iter().fold(folded.to_owned(), |text, phrase| text.replace(phrase, " "))
}
