/** The service's entry point, for whoever starts it as a process of its own: `node <path> <role>`. */
export const serviceMain: URL = new URL('./main.ts', import.meta.url)
