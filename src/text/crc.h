/* CRC-32 as in ISO 3309 and ITU-T V.42 (polynomial 0x04C11DB7, reflected): finds every change of
   one byte. For src/text alone. */
#ifndef BP_CRC_H
#define BP_CRC_H

#include <stddef.h>

/* The CRC-32 of text whose beginning has the CRC-32 `crc` (0 for none) and which goes on with these
   bytes. */
/*@ requires valid_bytes: \valid_read(bytes + (0 .. length - 1));
    assigns \result \from crc, bytes[0 .. length - 1];
*/
unsigned long bp_crc(unsigned long crc, const char *bytes, size_t length);

#endif
