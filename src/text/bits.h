/* Numbers bit for bit: a double as the 16 hexadecimal digits of its IEEE-754 binary64 bits, most
   significant first, whatever the byte order of the machine. */
#ifndef BP_BITS_H
#define BP_BITS_H

#define BP_BITS_SIZE 17 /* 16 digits and the end of the string */

/* Writes the bits of v as 16 lower-case digits. */
void bp_bits_write(double v, char out[BP_BITS_SIZE]);

/* Reads 16 lower-case digits from text (16 readable characters, no end of string needed). Returns 0
   if they are not that, and *v is unchanged then. Any bits are accepted, NaN too. */
int bp_bits_read(const char *text, double *v);

#endif
