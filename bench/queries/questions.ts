/** A question that analysts ask of the mart, and how soon it has to be answered. */
export interface Question {
  readonly name: string;
  readonly sql: string;
  /** Milliseconds; null where the line only informs. */
  readonly target: number | null;
}

/**
 * Questions of BI tools, asked of two synthetic tables of one shape: places, two sexes,
 * ages, years. Written as tools write them: against the views, by labels and codes.
 *
 * @param first view of the table that is asked most; it has two vintages
 * @param second view of another with the same places and years
 */
export function questions(first: string, second: string, lastYear: string): readonly Question[] {
  return [
    {
      name: 'one series over time',
      target: 50,
      sql: `select år, verdi from mart.${first}
        where region_kode = '0017' and kjønn_kode = '1' and alder_kode = '030' order by år`,
    },
    {
      name: 'latest year by region',
      target: 50,
      sql: `select region, verdi from mart.${first}
        where år = '${lastYear}' and kjønn_kode = '1' and alder_kode = '030' order by verdi desc`,
    },
    {
      name: 'two dimensions grouped',
      target: null,
      sql: `select kjønn, år, sum(verdi) as verdi from mart.${first} group by kjønn, år order by kjønn, år`,
    },
    {
      name: 'a filtered share of a table',
      target: null,
      sql: `select alder, sum(verdi) as verdi from mart.${first}
        where region_kode in ('0001', '0002', '0003') and år >= '2010' group by alder order by alder`,
    },
    {
      name: 'two tables joined on place and year',
      target: 1500,
      sql: `select a.region, sum(a.verdi) as a, sum(b.verdi) as b
        from mart.${first} as a
        join mart.${second} as b using (region_key, time_key)
        where a.kjønn_kode = '1' and a.alder_kode = '030' and b.kjønn_kode = '1' and b.alder_kode = '030'
        group by a.region order by a.region`,
    },
    {
      name: 'a series as it was in the first vintage',
      target: null,
      sql: `select år, verdi from mart.${first}_history
        where region_kode = '0017' and kjønn_kode = '1' and alder_kode = '030'
          and utgave_fra <= 1 and (utgave_til > 1 or utgave_til is null) order by år`,
    },
    {
      name: 'a whole table as it was in the first vintage',
      target: null,
      sql: `select count(verdi) from mart.as_of(null::mart.${first},
          (select committed_at from mart.vintages where view = '${first}' and vintage = 1))`,
    },
    {
      name: 'the revisions of a series',
      target: null,
      sql: `select år, utgave_fra, verdi from mart.${first}_history
        where region_kode = '0017' and kjønn_kode = '1' and alder_kode = '030' order by år, utgave_fra`,
    },
    {
      name: 'a map: one number per place',
      target: null,
      sql: `select r.regionkode, r.region, sum(f.verdi) as verdi
        from mart.${first} as f join mart.dim_region as r using (region_key)
        where f.år = '${lastYear}' group by r.regionkode, r.region`,
    },
    {
      name: 'the whole cube in one sum',
      target: 1500,
      sql: `select sum(verdi) from mart.${first}`,
    },
    {
      name: 'what changed last night',
      target: null,
      sql: `select view, words_no from mart.changes where committed_at > now() - interval '1 day'`,
    },
  ];
}
