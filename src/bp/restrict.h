/* C90 has no word for "nothing else points here". Where the compiler has one, loops need no check
   for overlap; the contracts require the separation anyway. */
#ifndef BP_RESTRICT_H
#define BP_RESTRICT_H

#if defined(__GNUC__) && !defined(__FRAMAC__)
#define BP_RESTRICT __restrict__
#else
#define BP_RESTRICT
#endif

#endif
