//! What a department is, and which moves keep the tree a tree. Pure.

use std::collections::HashMap;

use garde::Validate;
use kernel::{Code, DomainError, UserRef, error::code};
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use crate::users::given;

/// Deeper ones nobody finds again.
pub const DEPTH_MAX: usize = 10;

#[derive(Debug, Clone, PartialEq, Eq, Serialize, JsonSchema)]
pub struct DepartmentRef {
    pub id: i64,
    pub name: String,
}

#[derive(Debug, Clone, Serialize, JsonSchema)]
#[serde(rename_all = "camelCase")]
pub struct Department {
    pub id: i64,
    pub name: String,
    pub parent_id: Option<i64>,
    /// Place among its siblings, from 0.
    pub position: i32,
    pub leader: Option<UserRef>,
    /// People of its own, without those below.
    pub user_count: i64,
}

#[derive(Debug, Clone, Serialize, JsonSchema)]
#[serde(rename_all = "camelCase")]
pub struct DepartmentNode {
    #[serde(flatten)]
    pub department: Department,
    /// People with those of all departments below.
    pub total_user_count: i64,
    pub children: Vec<DepartmentNode>,
}

#[derive(Debug, Clone, Default, Deserialize, JsonSchema, Validate)]
#[serde(rename_all = "camelCase")]
pub struct NewDepartment {
    #[garde(length(chars, min = 1, max = 64), custom(kernel::text::is_name))]
    #[schemars(length(min = 1, max = 64))]
    pub name: String,
    /// At the top without one.
    #[garde(skip)]
    pub parent_id: Option<i64>,
    #[garde(skip)]
    pub leader_id: Option<i64>,
}

/// What is left out stays as it is; moving is an operation of its own.
#[derive(Debug, Clone, Default, Deserialize, JsonSchema, Validate)]
#[serde(rename_all = "camelCase")]
pub struct UpdateDepartment {
    #[garde(inner(length(chars, min = 1, max = 64), custom(kernel::text::is_name)))]
    #[schemars(length(min = 1, max = 64))]
    pub name: Option<String>,
    /// `null` leaves it without a leader.
    #[garde(skip)]
    #[serde(default, deserialize_with = "given")]
    #[schemars(with = "Option<i64>")]
    pub leader_id: Option<Option<i64>>,
}

#[derive(Debug, Clone, Deserialize, JsonSchema, Validate)]
#[serde(rename_all = "camelCase")]
pub struct MoveDepartment {
    /// `null`: to the top.
    #[garde(skip)]
    pub parent_id: Option<i64>,
    /// Place among its new siblings, from 0; the last one when left out.
    #[garde(inner(range(min = 0, max = 10_000)))]
    #[schemars(range(min = 0, max = 10_000))]
    pub position: Option<u32>,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum Refusal {
    #[error("A department cannot be moved below itself")]
    Cycle,
    #[error("Departments can be nested {DEPTH_MAX} levels deep")]
    TooDeep,
    #[error("The department still has people or departments")]
    InUse,
}

impl DomainError for Refusal {
    fn code(&self) -> &'static Code {
        match self {
            Self::Cycle => code::DEPARTMENT_CYCLE,
            Self::TooDeep => code::DEPARTMENT_TOO_DEEP,
            Self::InUse => code::DEPARTMENT_IN_USE,
        }
    }
}

/// The parent of every department of the tenant.
pub type Parents = HashMap<i64, Option<i64>>;

/// The departments above one, nearest first. Ends even where the data has a ring.
fn above(parents: &Parents, id: i64) -> Vec<i64> {
    let mut path = Vec::new();
    let mut at = parents.get(&id).copied().flatten();
    while let Some(parent) = at.filter(|p| *p != id && !path.contains(p)) {
        path.push(parent);
        at = parents.get(&parent).copied().flatten();
    }
    path
}

/// Levels from a department down to its deepest one, itself included.
fn height(parents: &Parents, id: i64) -> usize {
    let own = above(parents, id).len();
    let deepest = parents.keys().map(|d| above(parents, *d)).filter(|path| path.contains(&id)).map(|path| path.len());
    deepest.max().map_or(1, |d| d - own + 1)
}

/// Whether `id` (`None`: a new department) may stand below `parent`.
pub fn check_place(parents: &Parents, id: Option<i64>, parent: Option<i64>) -> Result<(), Refusal> {
    let Some(parent) = parent else { return Ok(()) };
    let path = above(parents, parent);
    if id.is_some_and(|id| id == parent || path.contains(&id)) {
        return Err(Refusal::Cycle);
    }
    let levels = path.len() + 1 + id.map_or(1, |id| height(parents, id));
    if levels > DEPTH_MAX { Err(Refusal::TooDeep) } else { Ok(()) }
}

/// The siblings in their new order, with `id` at `position`.
pub fn ordered(siblings: &[i64], id: i64, position: Option<u32>) -> Vec<i64> {
    let mut order: Vec<i64> = siblings.iter().copied().filter(|s| *s != id).collect();
    let at = position.map_or(order.len(), |p| usize::try_from(p).unwrap_or(usize::MAX).min(order.len()));
    order.insert(at, id);
    order
}

/// The departments, given in the order of their siblings, as a tree.
pub fn tree(departments: Vec<Department>) -> Vec<DepartmentNode> {
    let mut below: HashMap<Option<i64>, Vec<Department>> = HashMap::new();
    for department in departments {
        below.entry(department.parent_id).or_default().push(department);
    }
    grow(&mut below, None)
}

fn grow(below: &mut HashMap<Option<i64>, Vec<Department>>, parent: Option<i64>) -> Vec<DepartmentNode> {
    below
        .remove(&parent)
        .unwrap_or_default()
        .into_iter()
        .map(|department| {
            let children = grow(below, Some(department.id));
            let total_user_count = department.user_count + children.iter().map(|c| c.total_user_count).sum::<i64>();
            DepartmentNode { department, total_user_count, children }
        })
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn count(nodes: &[DepartmentNode]) -> usize {
        nodes.iter().map(|n| 1 + count(&n.children)).sum()
    }

    fn plain(id: i64, parent_id: Option<i64>) -> Department {
        Department { id, name: id.to_string(), parent_id, position: 0, leader: None, user_count: 1 }
    }

    #[test]
    fn nothing_stands_below_itself_nor_too_deep() {
        let chain: Parents = (1..=9).map(|n| (n, (n > 1).then(|| n - 1))).collect();
        assert_eq!(check_place(&chain, Some(1), Some(1)), Err(Refusal::Cycle));
        assert_eq!(check_place(&chain, Some(1), Some(9)), Err(Refusal::Cycle));
        assert_eq!(check_place(&chain, Some(9), Some(1)), Ok(()));
        assert_eq!(check_place(&chain, Some(5), None), Ok(()));
        assert_eq!(check_place(&chain, None, Some(9)), Ok(()), "the tenth level");
        let deeper: Parents = chain.into_iter().chain([(10, Some(9)), (20, None), (21, Some(20))]).collect();
        assert_eq!(check_place(&deeper, None, Some(10)), Err(Refusal::TooDeep));
        assert_eq!(check_place(&deeper, Some(20), Some(9)), Err(Refusal::TooDeep), "its own levels count");
        assert_eq!(check_place(&deeper, Some(20), Some(8)), Ok(()));
    }

    #[test]
    fn a_place_is_found_among_siblings() {
        assert_eq!(ordered(&[1, 2, 3], 3, Some(0)), [3, 1, 2]);
        assert_eq!(ordered(&[1, 2, 3], 1, Some(1)), [2, 1, 3]);
        assert_eq!(ordered(&[1, 2], 9, None), [1, 2, 9]);
        assert_eq!(ordered(&[], 9, Some(77)), [9]);
    }

    proptest! {
        /// Whatever is moved where, as long as it is allowed, every department stays in the tree.
        #[test]
        fn allowed_moves_keep_everybody_in_the_tree(moves in prop::collection::vec((1_i64..13, prop::option::of(1_i64..13)), 0..80)) {
            let mut parents: Parents = (1..13).map(|n| (n, None)).collect();
            for (id, to) in moves {
                if check_place(&parents, Some(id), to).is_ok() {
                    parents.insert(id, to);
                }
                let nodes = tree(parents.iter().map(|(id, parent)| plain(*id, *parent)).collect());
                prop_assert_eq!(count(&nodes), 12);
                prop_assert_eq!(nodes.iter().map(|n| n.total_user_count).sum::<i64>(), 12);
                prop_assert!(parents.keys().all(|d| above(&parents, *d).len() < DEPTH_MAX));
            }
        }
    }
}
