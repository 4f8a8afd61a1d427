-- Distributes the facts over the workers of a Citus cluster. Run once, on the coordinator, in a
-- migrated and still empty database; Citus is there as an extension (create extension citus).
--
-- The distribution column is series_key. Every unique key of the facts and of the series has it, so
-- nothing has to be altered; a giant table spreads over all workers; a series lies on one, with
-- its revisions and its description; and list partitions by bucket go on pruning.

-- Small, and joined by every query: a copy on every worker. Referenced tables come first.
select create_reference_table('star.dim_dataset');
select create_reference_table('star.dim_concept');
select create_reference_table('star.dim_concept_code');
select create_reference_table('star.bridge_concept_correspondence');
select create_reference_table('star.classification_vintage');
select create_reference_table('star.dim_variable');
select create_reference_table('star.dim_member');
select create_reference_table('star.dim_member_history');
select create_reference_table('star.dim_measure');
select create_reference_table('star.dim_measure_history');
select create_reference_table('star.dim_time');
select create_reference_table('star.dim_region');
select create_reference_table('star.dim_region_version');
select create_reference_table('star.bridge_region_change');
select create_reference_table('star.dim_status');
select create_reference_table('star.dim_vintage');

-- Large: by series, all in the same places, so that facts meet their series where they lie.
select create_distributed_table('star.dim_series', 'series_key', colocate_with => 'none');
select create_distributed_table('star.fact_observation', 'series_key', colocate_with => 'star.dim_series');
select create_distributed_table('star.fact_revision', 'series_key', colocate_with => 'star.dim_series');
select create_distributed_table('star.held_change', 'series_key', colocate_with => 'star.dim_series');
