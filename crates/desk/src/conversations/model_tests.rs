use super::*;

/// The table of 003 §2.4 as this issue serves it, written down a second time.
const LEGAL: [(Status, Move, Status); 6] = [
    (Status::Queued, Move::Assign, Status::Active),
    (Status::Queued, Move::Leave, Status::Closed),
    (Status::Active, Move::Reassign, Status::Active),
    (Status::Active, Move::Requeue, Status::Queued),
    (Status::Active, Move::Close, Status::Closed),
    (Status::Active, Move::Leave, Status::Closed),
];

#[test]
fn every_move_is_legal_or_refused_as_the_table_says() {
    for from in Status::ALL {
        for what in Move::ALL {
            let listed = LEGAL.iter().find(|(f, w, _)| (*f, *w) == (from, what));
            match (from.after(what), listed) {
                (Ok(to), Some((_, _, expected))) => assert_eq!(to, *expected, "{from:?} {what:?}"),
                (Err(e), None) => assert_eq!(e.code().number, code::SESSION_BAD_MOVE.number),
                (got, _) => panic!("{from:?} {what:?}: {got:?}"),
            }
        }
    }
}

#[test]
fn nothing_leads_out_of_closed() {
    assert!(Move::ALL.iter().all(|what| Status::Closed.after(*what).is_err()));
}

fn message(kind: NewMessageKind, content: &str, file_id: Option<i64>) -> NewMessage {
    NewMessage {
        client_message_id: "0192a1b2-0000-7000-8000-000000000001".into(),
        kind,
        content: content.into(),
        file_id,
    }
}

#[test]
fn a_message_has_words_or_a_file() {
    use NewMessageKind::{File, Image, Note, Text};
    for kind in [Text, Note] {
        assert_eq!(message(kind, " \n ", None).check().unwrap_err().field, "content");
        assert_eq!(message(kind, "x", Some(1)).check().unwrap_err().field, "fileId");
        assert!(message(kind, "x", None).check().is_ok());
    }
    for kind in [Image, File] {
        assert_eq!(message(kind, "x", None).check().unwrap_err().field, "fileId");
        assert!(message(kind, "", Some(1)).check().is_ok());
    }
}

#[test]
fn the_fields_of_a_message_have_limits() {
    use garde::Validate;
    let long = "长".repeat(CONTENT_MAX);
    assert!(message(NewMessageKind::Text, &long, None).validate().is_ok());
    assert!(message(NewMessageKind::Text, &format!("{long}x"), None).validate().is_err());
    assert!(message(NewMessageKind::Text, "a\0b", None).validate().is_err());
    let odd = NewMessage {
        client_message_id: "0192a1b2000070008000000000000001".into(),
        ..message(NewMessageKind::Text, "x", None)
    };
    assert!(odd.validate().is_err(), "a UUID without hyphens would be another key for the same id");
}

#[test]
fn a_preview_is_one_short_line() {
    assert_eq!(preview("  a\n\tb  c "), "a b c");
    assert_eq!(preview(&"好".repeat(200)).chars().count(), PREVIEW_MAX + 1);
    assert_eq!(preview(&"好".repeat(PREVIEW_MAX)).chars().count(), PREVIEW_MAX);
}
