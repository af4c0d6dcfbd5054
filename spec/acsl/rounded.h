/* The operations of the specification: on doubles, each rounded once, and equality bit for bit. Nothing is assumed
   of them: proofs/wp/rounded.driver binds each name to WP's own operation of the C language, so that the contracts speak of
   the very operations of the code, in their order. (ACSL's own + and * on doubles are exact, its == compares values.) */
#ifndef BP_ACSL_ROUNDED_H
#define BP_ACSL_ROUNDED_H

/*@ axiomatic bp_rounded {
      logic double bp_add(double a, double b) reads \nothing;
      logic double bp_sub(double a, double b) reads \nothing;
      logic double bp_mul(double a, double b) reads \nothing;
      logic double bp_div(double a, double b) reads \nothing;
      logic double bp_neg(double a) reads \nothing;
      predicate bp_same(double a, double b) reads \nothing;
    }
*/

#endif
