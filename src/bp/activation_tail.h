/* The logistic function where it is next to 0 or to 1. */
#ifndef BP_ACTIVATION_TAIL_H
#define BP_ACTIVATION_TAIL_H

/* For x < -41: exp(x), which is the logistic there, 2^-59 of it apart; 0 from about -745.14 on.
   For x > 37.5: 1. A NaN gives a NaN. */
/*@ assigns \result \from x;
    ensures range: \is_NaN(\result) || 0 <= \result <= 1;
*/
double bp_logistic_tail(double x);

#endif
