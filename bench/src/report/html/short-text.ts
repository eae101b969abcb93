/** Texts of a table up to here stay in one line: a figure must not be parted from its unit. */
export const shortText = 26
