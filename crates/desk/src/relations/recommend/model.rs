//! The scoring. Pure; the same facts give the same order.

use kernel::TeamRef;
use schemars::JsonSchema;
use serde::Serialize;

use crate::relations::model::Relation;

/// What is looked for; all of it may be empty.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Want {
    pub problem_type: Option<String>,
    pub business_type: Option<String>,
    /// Words that may be somebody's skill: the customer's tags, and what was asked for.
    pub words: Vec<String>,
}

/// What is known of a team.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Facts {
    pub id: i64,
    pub name: String,
    pub skills: Vec<String>,
    pub problem_types: Vec<String>,
    pub business_types: Vec<String>,
    /// People of the customer's organization whom it serves, of how many there are besides the customer.
    pub colleagues: i64,
    pub organization: i64,
    /// Conversations of this customer that it served.
    pub served: i64,
    pub online: i64,
    /// Conversations that wait and that are served, and how many it can serve at once.
    pub load: i64,
    pub capacity: i64,
    pub is_open: bool,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum ReasonCode {
    /// Its scope names the problem, or the business.
    ProblemInScope,
    BusinessInScope,
    /// Its scope is limited, and to something else.
    ProblemOutOfScope,
    BusinessOutOfScope,
    /// It knows what the words say.
    Skills,
    /// It serves others of the organization: `count` of `of`.
    Organization,
    /// It served the customer `count` times.
    ServedBefore,
    /// It can take more: `count` of `of` places are free.
    FreePlaces,
    /// As many wait or are served as it can.
    Full,
    NobodyOnline,
    OpenNow,
    ClosedNow,
}

/// Why a team got or lost points.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, JsonSchema)]
pub struct RecommendReason {
    pub code: ReasonCode,
    pub points: i32,
    pub count: Option<i64>,
    pub of: Option<i64>,
    /// The skills that fit.
    pub words: Vec<String>,
}

#[derive(Debug, Serialize, JsonSchema)]
#[serde(rename_all = "camelCase")]
pub struct RecommendedTeam {
    pub team: TeamRef,
    pub score: i32,
    /// The weightiest first.
    pub reasons: Vec<RecommendReason>,
    /// The customer's relation with it, when there is one.
    pub relation: Option<Relation>,
}

fn reason(code: ReasonCode, points: i32) -> RecommendReason {
    RecommendReason { code, points, count: None, of: None, words: Vec::new() }
}

fn scope(
    wanted: Option<&String>,
    scope: &[String],
    inside: ReasonCode,
    outside: ReasonCode,
) -> Option<RecommendReason> {
    match wanted {
        Some(_) if scope.is_empty() => None,
        Some(code) if scope.contains(code) => Some(reason(inside, 30)),
        Some(_) => Some(reason(outside, -30)),
        None => None,
    }
}

/// Every reason for and against a team.
pub fn judge(team: &Facts, want: &Want) -> Vec<RecommendReason> {
    use ReasonCode as R;
    let mut all = Vec::new();
    all.extend(scope(want.problem_type.as_ref(), &team.problem_types, R::ProblemInScope, R::ProblemOutOfScope));
    all.extend(scope(want.business_type.as_ref(), &team.business_types, R::BusinessInScope, R::BusinessOutOfScope));
    let knows = |skill: &&String| {
        let skill = skill.to_lowercase();
        want.words.iter().any(|w| !w.is_empty() && w.to_lowercase().contains(&skill))
    };
    let words: Vec<String> = team.skills.iter().filter(knows).cloned().collect();
    if !words.is_empty() {
        let points = i32::try_from(words.len()).unwrap_or(3).min(3) * 10;
        all.push(RecommendReason { words, ..reason(R::Skills, points) });
    }
    if team.colleagues > 0 {
        // One colleague says something; all of them say 25.
        let points = 5 + 20 * team.colleagues / team.organization.max(team.colleagues);
        all.push(counted(reason(R::Organization, small(points)), team.colleagues, Some(team.organization)));
    }
    if team.served > 0 {
        all.push(counted(reason(R::ServedBefore, small(team.served.min(3) * 5)), team.served, None));
    }
    let free = (team.capacity - team.load).max(0);
    match (team.online, free) {
        (0, _) => all.push(reason(R::NobodyOnline, -10)),
        (_, 0) => all.push(reason(R::Full, -10)),
        (_, free) => {
            let points = 1 + 14 * free / team.capacity.max(1);
            all.push(counted(reason(R::FreePlaces, small(points)), free, Some(team.capacity)));
        }
    }
    all.push(if team.is_open { reason(R::OpenNow, 5) } else { reason(R::ClosedNow, -5) });
    all.sort_by_key(|r| -r.points.abs());
    all
}

fn counted(r: RecommendReason, count: i64, of: Option<i64>) -> RecommendReason {
    RecommendReason { count: Some(count), of, ..r }
}

fn small(points: i64) -> i32 {
    i32::try_from(points).unwrap_or(i32::MAX)
}

pub fn score(reasons: &[RecommendReason]) -> i32 {
    reasons.iter().map(|r| r.points).sum()
}

/// The best first; equals by id.
pub fn ranked(teams: &[Facts], want: &Want) -> Vec<(i64, i32, Vec<RecommendReason>)> {
    let mut all: Vec<_> = teams
        .iter()
        .map(|t| {
            let reasons = judge(t, want);
            (t.id, score(&reasons), reasons)
        })
        .collect();
    all.sort_by_key(|(id, score, _)| (-score, *id));
    all
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn team(id: i64) -> Facts {
        Facts { id, online: 2, capacity: 10, load: 5, is_open: true, ..Facts::default() }
    }

    #[test]
    fn a_team_for_the_problem_beats_one_for_something_else() {
        let want = Want { problem_type: Some("data".into()), ..Want::default() };
        let (mut fits, mut other, any) = (team(3), team(1), team(2));
        fits.problem_types = vec!["data".into()];
        other.problem_types = vec!["fault".into()];
        let order: Vec<_> = ranked(&[other, any, fits], &want).into_iter().map(|t| t.0).collect();
        assert_eq!(order, [3, 2, 1]);
    }

    #[test]
    fn whose_colleagues_it_serves_counts_more_than_a_free_place() {
        let (mut known, mut free) = (team(2), team(1));
        (known.colleagues, known.organization) = (4, 5);
        free.load = 0;
        let best = ranked(&[free, known], &Want::default()).remove(0);
        assert_eq!(
            (best.0, best.2[0].code, best.2[0].count, best.2[0].of),
            (2, ReasonCode::Organization, Some(4), Some(5))
        );
    }

    #[test]
    fn words_match_skills_inside_them() {
        let mut t = team(1);
        t.skills = vec!["报表".into(), "LIS".into(), "接种".into()];
        let want = Want { words: vec!["月末报表打不开".into(), "区域lis".into()], ..Want::default() };
        assert_eq!(judge(&t, &want).iter().find(|r| r.code == ReasonCode::Skills).unwrap().words, ["报表", "LIS"]);
    }

    prop_compose! {
        fn some()(id in 1i64..1000, skills in prop::collection::vec("[a-c]{1,2}", 0..4), problems in prop::collection::vec("[a-c]", 0..3),
            colleagues in 0i64..9, more in 0i64..9, served in 0i64..9, online in 0i64..4, load in 0i64..20, capacity in 0i64..20, is_open in any::<bool>()) -> Facts {
            Facts { id, skills, problem_types: problems, colleagues, organization: colleagues + more, served, online, load, capacity, is_open, ..Facts::default() }
        }
    }

    proptest! {
        #[test]
        fn more_of_what_is_wanted_never_lowers_a_score(t in some()) {
            let want = Want { problem_type: Some("a".into()), words: vec!["abc".into()], ..Want::default() };
            let before = score(&judge(&t, &want));
            let better = [
                Facts { served: t.served + 1, ..t.clone() },
                Facts { is_open: true, ..t.clone() },
                Facts { load: (t.load - 1).max(0), ..t.clone() },
                Facts { problem_types: vec!["a".into()], ..t.clone() },
                Facts { skills: [t.skills.clone(), vec!["abc".into()]].concat(), ..t.clone() },
                Facts { colleagues: t.colleagues + 1, organization: t.organization + 1, ..t.clone() },
            ];
            for b in better {
                prop_assert!(score(&judge(&b, &want)) >= before, "{b:?}");
            }
        }

        #[test]
        fn the_order_does_not_depend_on_the_order_of_the_facts(mut all in prop::collection::vec(some(), 0..8)) {
            all.sort_by_key(|t| t.id);
            all.dedup_by_key(|t| t.id);
            let want = Want { words: vec!["ab".into()], ..Want::default() };
            let forth = ranked(&all, &want);
            all.reverse();
            prop_assert_eq!(forth, ranked(&all, &want));
        }
    }
}
