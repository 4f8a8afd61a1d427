declare module 'datapackage' {
  export interface TabularResource {
    readonly name: string;
    read(options?: {
      readonly keyed?: boolean;
      readonly relations?: boolean;
    }): Promise<readonly any[]>;
  }
  export class Package {
    static load(descriptor: unknown, options?: { readonly basePath?: string }): Promise<Package>;
    readonly valid: boolean;
    readonly errors: readonly Error[];
    readonly resources: readonly TabularResource[];
  }
}
