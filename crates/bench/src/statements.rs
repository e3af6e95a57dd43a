//! The statements that one request makes PostgreSQL run, taken from PostgreSQL's own log, and the pgbench
//! script that runs the same ones: the baseline of the bench follows the code by itself.

use std::collections::BTreeMap;
use std::fmt::Write as _;

/// One statement as it was executed.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Statement {
    pub sql: String,
    /// `None` is null.
    pub parameters: Vec<Option<String>>,
}

/// The statements of each backend, in order. Expects `log_statement = all` and a `log_line_prefix` of
/// `%m [%p] %u@%d `.
pub fn by_backend(log: &str) -> BTreeMap<u32, Vec<Statement>> {
    let mut backends: BTreeMap<u32, Vec<Statement>> = BTreeMap::new();
    let mut current = None;
    for line in log.lines() {
        if let Some(more) = line.strip_prefix('\t') {
            // A statement goes on in lines that start with a tab.
            if let Some(Statement { sql, .. }) =
                current.and_then(|pid| backends.get_mut(&pid)).and_then(|all| all.last_mut())
            {
                sql.push(' ');
                sql.push_str(more.trim());
            }
            continue;
        }
        current = None;
        let Some((pid, rest)) = prefix(line) else { continue };
        if let Some(detail) = rest.strip_prefix("DETAIL:  ") {
            let parameters = detail.strip_prefix("parameters: ").or_else(|| detail.strip_prefix("Parameters: "));
            if let (Some(text), Some(last)) = (parameters, backends.get_mut(&pid).and_then(|all| all.last_mut())) {
                last.parameters = values(text);
            }
        } else if let Some(sql) = rest.strip_prefix("LOG:  ").and_then(executed) {
            let statement = Statement { sql: sql.trim().to_owned(), parameters: Vec::new() };
            backends.entry(pid).or_default().push(statement);
            current = Some(pid);
        }
    }
    backends
}

/// The transactions of any backend in which a statement satisfies `wanted`. One that only read may end with
/// ROLLBACK.
pub fn transactions(log: &str, wanted: impl Fn(&Statement) -> bool) -> Vec<Vec<Statement>> {
    let mut found = Vec::new();
    for statements in by_backend(log).into_values() {
        let mut open: Vec<Statement> = Vec::new();
        for statement in statements {
            let word = statement.sql.to_ascii_uppercase();
            if word.starts_with("BEGIN") {
                open.clear();
            }
            open.push(statement);
            if word.starts_with("COMMIT") || word.starts_with("ROLLBACK") {
                let whole = std::mem::take(&mut open);
                if whole.iter().any(&wanted) {
                    found.push(whole);
                }
            }
        }
    }
    found
}

/// A pgbench script. `replace` may give another SQL expression for a parameter (a fresh id, a value that an
/// earlier statement returned); statements that return rows set pgbench variables named after the columns.
pub fn script(
    transaction: &[Statement],
    replace: impl Fn(&Statement, usize, &str) -> Option<String>,
    keep_row: impl Fn(&Statement) -> bool,
) -> String {
    let mut script = String::new();
    for statement in transaction {
        let sql = filled(statement, &replace);
        let end = if keep_row(statement) { " \\gset" } else { ";" };
        let _ = writeln!(script, "{sql}{end}");
    }
    script
}

/// The statement with its parameters in place.
fn filled(statement: &Statement, replace: impl Fn(&Statement, usize, &str) -> Option<String>) -> String {
    let mut sql = String::new();
    let mut rest = statement.sql.trim_end_matches(';');
    while let Some((before, after)) = rest.split_once('$') {
        sql.push_str(before);
        let digits = after.len() - after.trim_start_matches(|letter: char| letter.is_ascii_digit()).len();
        let index = after[..digits].parse::<usize>().ok().and_then(|number| number.checked_sub(1));
        match index.and_then(|index| Some((index, statement.parameters.get(index)?))) {
            Some((_, None)) => sql.push_str("null"),
            Some((index, Some(value))) => {
                sql.push_str(&replace(statement, index, value).unwrap_or_else(|| quoted(value)));
            }
            // A dollar sign that is no parameter of this statement.
            None => {
                sql.push('$');
                sql.push_str(&after[..digits]);
            }
        }
        rest = &after[digits..];
    }
    sql + rest
}

/// A literal. pgbench takes `:name` for a variable even inside quotes, so `"x":null` gets a space.
fn quoted(value: &str) -> String {
    let mut out = String::with_capacity(value.len() + 2);
    out.push('\'');
    let mut previous = ' ';
    for letter in value.chars() {
        if previous == ':' && (letter.is_ascii_alphabetic() || letter == '_') {
            out.push(' ');
        }
        if letter == '\'' {
            out.push('\'');
        }
        out.push(letter);
        previous = letter;
    }
    out.push('\'');
    out
}

/// `2026-11-22 08:30:00.123 UTC [123] user@db LOG:  …` is (123, "LOG:  …").
fn prefix(line: &str) -> Option<(u32, &str)> {
    let (_, rest) = line.split_once('[')?;
    let (pid, rest) = rest.split_once("] ")?;
    let (_, rest) = rest.split_once(' ')?;
    Some((pid.parse().ok()?, rest))
}

fn executed(entry: &str) -> Option<&str> {
    if let Some(sql) = entry.strip_prefix("statement: ") {
        return Some(sql);
    }
    entry.strip_prefix("execute ")?.split_once(": ").map(|(_, sql)| sql)
}

/// `$1 = '7', $2 = NULL, $3 = 'it''s'`
fn values(text: &str) -> Vec<Option<String>> {
    let mut values = Vec::new();
    let mut rest = text;
    while let Some((_, after)) = rest.split_once(" = ") {
        let Some(quoted) = after.strip_prefix('\'') else {
            values.push(None);
            rest = after.strip_prefix("NULL").unwrap_or(after);
            continue;
        };
        let mut value = String::new();
        let mut letters = quoted.char_indices().peekable();
        let mut end = quoted.len();
        while let Some((at, letter)) = letters.next() {
            if letter != '\'' {
                value.push(letter);
            } else if letters.next_if(|(_, next)| *next == '\'').is_some() {
                value.push('\'');
            } else {
                end = at + 1;
                break;
            }
        }
        values.push(Some(value));
        rest = &quoted[end..];
    }
    values
}

#[cfg(test)]
mod tests {
    use super::*;

    const LOG: &str = "\
2026-11-22 08:30:00.100 UTC [11] app@db LOG:  statement: BEGIN; SET LOCAL app.tenant_id = 2
2026-11-22 08:30:00.100 UTC [12] app@db LOG:  statement: BEGIN
2026-11-22 08:30:00.101 UTC [11] app@db LOG:  execute sqlx_s_1: select id,
\tsubject from tickets where id = $1 and note = $12
2026-11-22 08:30:00.101 UTC [11] app@db DETAIL:  parameters: $1 = '7', $2 = NULL, $3 = 'it''s = ''x'', $4', $4 = '{\"a\":null}'
2026-11-22 08:30:00.102 UTC [12] app@db LOG:  execute sqlx_s_9: update outbox set at = $1
2026-11-22 08:30:00.102 UTC [12] app@db DETAIL:  parameters: $1 = '2026-11-22 08:30:00+00'
2026-11-22 08:30:00.103 UTC [12] app@db LOG:  statement: COMMIT
2026-11-22 08:30:00.103 UTC [11] app@db LOG:  statement: COMMIT
";

    #[test]
    fn the_transaction_of_a_request_is_found_among_others() {
        let found = transactions(LOG, |statement| statement.sql.contains("from tickets"));
        assert_eq!(found.len(), 1);
        assert_eq!(found[0].len(), 3);
        assert_eq!(found[0][1].sql, "select id, subject from tickets where id = $1 and note = $12");
        let parameters: Vec<_> = found[0][1].parameters.iter().map(Option::as_deref).collect();
        assert_eq!(parameters, [Some("7"), None, Some("it's = 'x', $4"), Some("{\"a\":null}")]);
    }

    #[test]
    fn a_script_has_the_same_statements_with_the_values_in_place() {
        let statement = Statement {
            sql: "insert into t values ($1, $2, $3, $4) returning seq".into(),
            parameters: vec![Some("7".into()), None, Some("it's".into()), Some("{\"a\":null}".into())],
        };
        let text = script(
            &[statement],
            |_, index, _| (index == 0).then(|| "gen_random_uuid()".into()),
            |statement| statement.sql.contains("returning"),
        );
        assert_eq!(
            text,
            "insert into t values (gen_random_uuid(), null, 'it''s', '{\"a\": null}') returning seq \\gset\n"
        );
    }
}
