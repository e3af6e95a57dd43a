//! Whatever breaks, and wherever, the client gets a beginning of the answer and then the truth.

use ai::wire::{Dialect, Fault, Usage};
use proptest::prelude::*;

use crate::{client, vendors};

#[test]
fn ten_thousand_cuts_and_none_spliced_or_ended_as_if_whole() {
    let mut cuts = 0;
    for provider in vendors::PROVIDERS {
        for surface in Dialect::CHAT {
            let stream = vendors::stream(provider, surface).as_bytes();
            let (bytes, result) = client::through(&mut client::pipe(provider, surface), [stream]);
            assert_eq!(result, Ok(()));
            let whole = client::read(surface, &bytes);
            assert_eq!((whole.text.as_str(), whole.ended, whole.failed), (vendors::TEXT, true, false), "{surface:?}");
            for at in 0..stream.len() {
                let (bytes, result) = client::through(&mut client::pipe(provider, surface), [&stream[..at]]);
                let seen = client::read(surface, &bytes);
                cuts += 1;
                let place = format!("{provider:?} to {surface:?}, cut at {at}");
                assert!(whole.text.starts_with(&seen.text) && whole.thought.starts_with(&seen.thought), "{place}");
                assert!(seen.starts <= 1 && !seen.more, "{place}: {seen:?}");
                match result {
                    // The mark of the end had come.
                    Ok(()) => assert!(seen.ended && !seen.failed && seen.text == whole.text, "{place}: {seen:?}"),
                    Err(fault) => {
                        assert_eq!(fault.fault, Fault::Garbage, "{place}");
                        assert!(seen.failed, "{place}: {seen:?}");
                        // Google's last chunk is its mark of the end, so a cut that shows it is none.
                        assert!(!seen.ended, "{place}: {seen:?}");
                    }
                }
            }
        }
    }
    assert!(cuts >= 10_000, "{cuts}");
}

proptest! {
    #[test]
    fn it_does_not_matter_how_a_stream_is_read(
        provider in prop::sample::select(&vendors::PROVIDERS),
        surface in prop::sample::select(&Dialect::CHAT),
        mut at in prop::collection::vec(0usize..3_000, 0..60),
    ) {
        let stream = vendors::stream(provider, surface).as_bytes();
        at.push(stream.len());
        at.iter_mut().for_each(|cut| *cut = (*cut).min(stream.len()));
        at.sort_unstable();
        let starts = std::iter::once(&0).chain(&at);
        let pieces = starts.zip(&at).map(|(from, to)| &stream[*from..*to]);
        let (mut whole, mut cut) = (client::pipe(provider, surface), client::pipe(provider, surface));
        let slow = client::through(&mut whole, [stream]);
        let fast = client::through(&mut cut, pieces);
        prop_assert_eq!(String::from_utf8(fast.0).unwrap(), String::from_utf8(slow.0).unwrap());
        prop_assert_eq!(fast.1, slow.1);
        prop_assert_eq!((whole.usage(), whole.delivered_tokens()), (cut.usage(), cut.delivered_tokens()));
    }
}

#[test]
fn each_vendors_count_means_the_same_whichever_way_it_came() {
    let openai = Usage { input: 15, cached_input: 10, output: 20, reasoning: 6, ..Usage::default() };
    let anthropic =
        Usage { input: 15, cached_input: 10, cache_write_5m: 10, cache_write_1h: 20, output: 20, ..Usage::default() };
    let gemini = Usage { input: 17, cached_input: 10, output: 20, reasoning: 6, ..Usage::default() };
    for (provider, usage) in vendors::PROVIDERS.into_iter().zip([openai, openai, anthropic, gemini]) {
        for surface in Dialect::CHAT {
            let stream = vendors::stream(provider, surface);
            let mut pipe = client::pipe(provider, surface);
            client::through(&mut pipe, [stream.as_bytes()]).1.unwrap();
            assert_eq!(pipe.usage(), Some(usage), "{provider:?} to {surface:?}");
            assert!(pipe.is_whole());
            // Estimated for when there is no count: the right order of size.
            assert!((10..=40).contains(&pipe.delivered_tokens()), "{}", pipe.delivered_tokens());
        }
    }
}

#[test]
fn a_vendors_error_in_the_middle_ends_the_stream_and_is_told_in_the_clients_words() {
    const CHAT: &str = "data: {\"error\":{\"message\":\"The server had an error\",\"type\":\"server_error\",\"param\":null,\"code\":null}}\n\n";
    const EVENT: &str = "event: error\ndata: {\"type\":\"error\",\"code\":\"server_error\",\"message\":\"The server had an error\",\"param\":null,\"sequence_number\":2}\n\n";
    let errors = [
        (CHAT, Fault::ServerError),
        (CHAT, Fault::ServerError),
        (
            "event: error\ndata: {\"type\":\"error\",\"error\":{\"type\":\"overloaded_error\",\"message\":\"Overloaded\"}}\n\n",
            Fault::Overloaded { retry_after: None },
        ),
        (
            "data: {\"error\":{\"code\":503,\"message\":\"The model is overloaded.\",\"status\":\"UNAVAILABLE\"}}\n\n",
            Fault::Overloaded { retry_after: None },
        ),
    ];
    for (provider, (error, fault)) in vendors::PROVIDERS.into_iter().zip(errors) {
        for surface in Dialect::CHAT {
            let stream = vendors::stream(provider, surface);
            let error = if provider.dialect(surface) == Dialect::OpenAiResponses { EVENT } else { error };
            let first = stream.find("\n\n").or(stream.find("\r\n\r\n").map(|at| at + 2)).unwrap() + 2;
            let broken = format!("{}{error}{}", &stream[..first], &stream[first..]);
            let (bytes, result) = client::through(&mut client::pipe(provider, surface), [broken.as_bytes()]);
            assert_eq!(result.unwrap_err().fault, fault, "{provider:?} to {surface:?}");
            let seen = client::read(surface, &bytes);
            assert!(seen.failed && !seen.ended && !seen.more, "{provider:?} to {surface:?}: {seen:?}");
        }
    }
}
