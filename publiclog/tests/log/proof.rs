//! The file that a person takes home.

use publiclog::{Error, Hash, InclusionProof, MemoryStore, TreeHead, prove_consistency, verify_consistency};

use crate::{entries, grow, log_of, new_key};

#[test]
fn its_text_is_that_of_c2sp() {
    let (store, key, checkpoint) = log_of(5);
    let proof = InclusionProof::new(&store, &checkpoint, key.verifier_key(), 4).unwrap();
    let [root] = proof.path.as_slice() else { panic!("the fifth of five has one neighbour") };
    let text = format!("c2sp.org/tlog-proof@v1\nextra ZW50cnkgNA==\nindex 4\n{root}\n\n{checkpoint}");
    assert_eq!(proof.to_string(), text);
    assert_eq!(text.parse::<InclusionProof>().unwrap(), proof);
}

#[test]
fn a_proof_without_neighbours_or_words_has_its_form_too() {
    let (store, key) = (MemoryStore::default(), new_key());
    let (head, checkpoint) = grow(&store, &key, &[Vec::new()], &[1]).remove(0);
    let proof = InclusionProof::new(&store, &checkpoint, key.verifier_key(), 0).unwrap();
    assert_eq!(proof.to_string(), format!("c2sp.org/tlog-proof@v1\nindex 0\n\n{checkpoint}"));
    assert_eq!(proof.to_string().parse::<InclusionProof>().unwrap().verify(key.verifier_key()).unwrap(), head);
}

#[test]
fn other_forms_are_refused() {
    let (store, key, checkpoint) = log_of(5);
    let text = InclusionProof::new(&store, &checkpoint, key.verifier_key(), 4).unwrap().to_string();
    for (from, to) in [
        ("@v1", "@v2"),
        ("extra ZW50cnkgNA==", "extra "),
        ("extra ZW50cnkgNA==", "extra ZW50cnkgNA"),
        ("index 4", "index 04"),
        ("index 4", "index +4"),
        ("index 4", "index -4"),
        ("index 4\n", ""),
        ("index 4", "index 4\nindex 4"),
        ("\n\n", "\n"),
    ] {
        assert!(matches!(text.replacen(from, to, 1).parse::<InclusionProof>(), Err(Error::Proof(_))), "{to}");
    }
    let long = text.replacen("\n\n", &format!("\n{}\n", format!("{}\n", Hash::default()).repeat(1000)), 1);
    long.parse::<InclusionProof>().unwrap().verify(key.verifier_key()).unwrap_err();
}

#[test]
fn what_is_not_in_the_tree_is_not_proven() {
    let (store, key, checkpoint) = log_of(300);
    for index in [300, 511, 512, 1 << 20, u64::MAX] {
        let refused = InclusionProof::new(&store, &checkpoint, key.verifier_key(), index);
        assert!(matches!(refused, Err(Error::Outside(named)) if named == index));
        let mut proof = InclusionProof::new(&store, &checkpoint, key.verifier_key(), 299).unwrap();
        proof.index = index;
        proof.verify(key.verifier_key()).unwrap_err();
    }
}

#[test]
fn nothing_is_in_an_empty_tree() {
    let (store, key, checkpoint) = log_of(0);
    assert!(matches!(InclusionProof::new(&store, &checkpoint, key.verifier_key(), 0), Err(Error::Outside(0))));
}

#[test]
fn a_smaller_tree_contains_no_larger_one() {
    let (store, key) = (MemoryStore::default(), new_key());
    let heads = grow(&store, &key, &entries(300), &[100, 300]);
    let [(old, _), (new, _)] = heads.as_slice() else { panic!() };
    assert!(prove_consistency(&store, old, new.size).is_err());
    let proof = prove_consistency(&store, new, old.size).unwrap();
    verify_consistency(&proof, old, new).unwrap();
    verify_consistency(&proof, new, old).unwrap_err();
    verify_consistency(&proof, new, new).unwrap_err();
    verify_consistency(&[], new, new).unwrap();
    verify_consistency(&[], old, &TreeHead { root: old.root, ..*new }).unwrap_err();
    verify_consistency(&[], &TreeHead::EMPTY, new).unwrap();
    verify_consistency(&[], &TreeHead { size: 0, ..*old }, new).unwrap_err();
    verify_consistency(&proof, &TreeHead::EMPTY, new).unwrap_err();
    verify_consistency(&proof, old, &TreeHead { size: u64::MAX, ..*new }).unwrap_err();
    verify_consistency(&vec![Hash::default(); 1000], old, new).unwrap_err();
}
