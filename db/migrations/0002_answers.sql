-- Measures and reasons are linked to the problems that they answer.
ALTER TABLE explanations ADD COLUMN answers TEXT NOT NULL DEFAULT '[]';
