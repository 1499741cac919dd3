export class PyFrame { traverse(_v: (v: any) => void): void {} }
