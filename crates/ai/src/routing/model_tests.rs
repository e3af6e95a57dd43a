use proptest::prelude::*;

use super::*;
use crate::{groups::Strategy, pricing::Money};

fn account(id: i64) -> Candidate {
    Candidate {
        account: id,
        tier: 0,
        priority: 1,
        max_usage_percent: 100,
        is_enabled: true,
        is_healthy: true,
        serves_model: true,
        has_quota: true,
        pass: Pass::Yes,
        is_proven: true,
        in_flight: 0,
        max_concurrency: 10,
        weight: 1,
        price: Price::default(),
        latency_ms: 0,
    }
}

fn needs(strategy: Strategy) -> Needs<'static> {
    Needs {
        strategy,
        turn: 0,
        random: 0,
        affinity: None,
        tokens: Tokens { input: 100, output: 100, ..Tokens::default() },
        tried: &[],
    }
}

fn chosen(all: &[Candidate], needs: &Needs) -> i64 {
    all[decide(all, needs).unwrap().at].account
}

#[test]
fn turns_go_round_whoever_is_there() {
    let all = [account(1), account(2), account(3)];
    let mut n = needs(Strategy::RoundRobin);
    let order: Vec<_> = (0..6)
        .map(|turn| {
            n.turn = turn;
            chosen(&all, &n)
        })
        .collect();
    assert_eq!(order, [1, 2, 3, 1, 2, 3]);
}

#[test]
fn each_strategy_takes_its_best() {
    let mut all = [account(1), account(2), account(3)];
    all[0].in_flight = 5;
    all[0].price.output = Money(1);
    all[1].price.output = Money(9_000_000);
    all[2].price.output = Money(8_000_000);
    all[2].latency_ms = 5;
    all[0].latency_ms = 10;
    all[1].latency_ms = 20;
    assert_ne!(chosen(&all, &needs(Strategy::LeastConnections)), 1);
    assert_eq!(chosen(&all, &needs(Strategy::LowestCost)), 1);
    assert_eq!(chosen(&all, &needs(Strategy::LowestLatency)), 3);
}

#[test]
fn primaries_go_before_fallbacks_and_priorities_in_order() {
    let mut all = [account(1), account(2), account(3)];
    all[0].tier = 1;
    all[1].priority = 2;
    assert_eq!(chosen(&all, &needs(Strategy::RoundRobin)), 3);
    all[2].pass = Pass::No { until: 1 };
    assert_eq!(chosen(&all, &needs(Strategy::RoundRobin)), 2);
    all[1].is_enabled = false;
    assert_eq!(chosen(&all, &needs(Strategy::RoundRobin)), 1);
    all[0].has_quota = false;
    assert_eq!(decide(&all, &needs(Strategy::RoundRobin)), Err(Nobody::Unavailable));
}

#[test]
fn nobody_is_told_apart() {
    let n = needs(Strategy::RoundRobin);
    assert_eq!(decide(&[], &n), Err(Nobody::NoAccounts));
    let mut other = account(1);
    other.serves_model = false;
    assert_eq!(decide(&[other], &n), Err(Nobody::NoModel));
    assert_eq!(decide(&[account(1)], &Needs { tried: &[1], ..n }), Err(Nobody::Unavailable));
}

#[test]
fn a_conversation_stays_and_one_absence_moves_its_own_alone() {
    let mut all: Vec<_> = (1..=5).map(account).collect();
    let of = |all: &[Candidate], talk| chosen(all, &Needs { affinity: Some(mix(talk)), ..needs(Strategy::RoundRobin) });
    let before: Vec<_> = (0..1000).map(|talk| of(&all, talk)).collect();
    all[2].pass = Pass::No { until: 1 };
    for (talk, before) in before.iter().enumerate() {
        let after = of(&all, talk as u64);
        assert!(after == *before || *before == 3);
    }
    let third = before.iter().filter(|a| **a == 3).count();
    assert!((120..280).contains(&third), "{third}");
}

#[test]
fn an_unproven_account_gets_few_calls_while_another_can_be_asked() {
    let mut all = [account(1), account(2)];
    all[0].is_proven = false;
    all[0].in_flight = UNPROVEN_MAX;
    for turn in 0..4 {
        assert_eq!(chosen(&all, &Needs { turn, ..needs(Strategy::RoundRobin) }), 2);
    }
    assert_eq!(chosen(&all[..1], &needs(Strategy::RoundRobin)), 1, "alone, it takes them all");
}

#[test]
fn full_accounts_are_waited_for_only_when_all_are() {
    let mut all = [account(1), account(2)];
    all[0].in_flight = 10;
    assert_eq!(
        decide(&all, &needs(Strategy::RoundRobin)).unwrap(),
        Choice { at: 1, why: Why::OnlyOne, must_wait: false }
    );
    all[1].in_flight = 10;
    assert!(decide(&all, &needs(Strategy::RoundRobin)).unwrap().must_wait);
    all[1].max_usage_percent = 50;
    assert_eq!(verdict(&all[1], &[]), Verdict::AboveShare);
}

prop_compose! {
    fn any_candidate()(account in 1_i64..9, tier in 0_u8..2, priority in 1_i32..4, flags in 0_u8..64, in_flight in 0_u32..12,
        weight in 0_u32..5, price in 0_i64..5, latency_ms in 0_u32..5, share in prop_oneof![Just(100), Just(50)]) -> Candidate {
        Candidate {
            account, tier, priority, in_flight, weight, latency_ms, max_usage_percent: share,
            is_enabled: flags & 1 == 0 || flags & 2 == 0, is_healthy: flags & 4 == 0, serves_model: flags & 8 == 0,
            has_quota: flags & 16 == 0, pass: if flags & 32 == 0 { Pass::Yes } else { Pass::No { until: 9 } },
            is_proven: true, max_concurrency: 10,
            price: Price { output: Money(price * 1_000_000), ..Price::default() },
        }
    }
}

proptest! {
    /// Against the rules, said another way: whoever is chosen may serve, nobody of a better tier could, and
    /// nobody in its tier is better by the strategy.
    #[test]
    fn the_choice_keeps_the_rules(all in prop::collection::vec(any_candidate(), 0..8), which in 0_usize..5, turn in 0_u64..100, random: u64) {
        let strategy = Strategy::ALL[which];
        let n = Needs { turn, random, ..needs(strategy) };
        let usable: Vec<_> = all.iter().filter(|c| verdict(c, &[]) == Verdict::Usable).collect();
        match decide(&all, &n) {
            Ok(choice) => {
                let c = &all[choice.at];
                prop_assert_eq!(choice.must_wait, usable.is_empty());
                let of = if usable.is_empty() { Verdict::Saturated } else { Verdict::Usable };
                prop_assert_eq!(verdict(c, &[]), of);
                let tier: Vec<_> = all.iter().filter(|o| verdict(o, &[]) == of).filter(|o| {
                    assert!((o.tier, o.priority) >= (c.tier, c.priority));
                    (o.tier, o.priority) == (c.tier, c.priority)
                }).collect();
                for o in tier {
                    match strategy {
                        Strategy::LowestCost => prop_assert!(cost(&c.price, n.tokens) <= cost(&o.price, n.tokens)),
                        Strategy::LowestLatency => prop_assert!(c.latency_ms <= o.latency_ms),
                        Strategy::LeastConnections => prop_assert!(c.in_flight <= o.in_flight),
                        Strategy::Weighted => prop_assert!(c.weight > 0 || o.weight == 0),
                        Strategy::RoundRobin => {}
                    }
                }
            }
            Err(why) => {
                prop_assert!(all.iter().all(|c| !matches!(verdict(c, &[]), Verdict::Usable | Verdict::Saturated)));
                prop_assert_eq!(why == Nobody::NoAccounts, all.is_empty());
            }
        }
    }
}
