-- Cards show how many residents spoke; answers of offices had been counted among them.
UPDATE plans SET comment_count = (SELECT COUNT(*) FROM comments WHERE comments.subject_id = plans.id AND comments.kind <> 'answer');
UPDATE proposals SET comment_count = (SELECT COUNT(*) FROM comments WHERE comments.subject_id = proposals.id AND comments.kind <> 'answer');
