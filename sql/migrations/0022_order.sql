-- The order of values follows the newest fetch, also where nothing else has changed.

alter table star.dim_dataset add column order_hash bytea;
comment on column star.dim_dataset.order_hash is 'Hash of the order in which the source last had variables, values and measures; null where it was not yet noted.';
