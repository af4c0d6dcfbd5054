/* Asking a peer for its function at a point. */
#ifndef BP_PEER_POINT_H
#define BP_PEER_POINT_H

#include "peer.h"
#include "src/bpv/point.h"

/* Puts the point and reads the answer, which is the caller's to free in any case. After an error the
   peer is of no more use: bp_peer_end. */
bp_peer_status bp_peer_point(bp_peer *peer, const bp_point *point, bp_point_answer *answer);

#endif
