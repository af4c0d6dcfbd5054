/* The reader of network files, of a file of any words (model/netline.c) of which as many are numbers as there is room for at
   first (model_realloc), and what it promises of the network that is read.
   files: src/text/nethead.c src/text/netread.c src/text/scaling.c src/text/grow.c proofs/eva/model/netline.c
   files: proofs/eva/model/lines.c proofs/eva/model/activation.c proofs/eva/model/network.c
   files: proofs/eva/model/text.c
   precise: bp_model_read:30 read_widths:4 read_note:12 assemble:12 read_unit:2 read_weights:10 read_columns:4 bp_grow:20
   precise: bp_model_check_shape:10 bp_model_set_note:10 bp_model_create:10
   states: 3
   turns: 4 */
#include "src/text/netfile.h"
#include "driver.h"

void analysed(void) {
  char path[4];
  bp_model model;
  bp_text_error error;
  any_text(path, sizeof path);
  if (bp_model_read(path, &model, &error) == BP_TEXT_OK) {
    /*@ assert depth: model.net.depth <= BP_MODEL_DEPTH_MAX; */
    /*@ assert labels: model.labels <= BP_LABELS_MAX; */
    /*@ assert notes: model.notes <= BP_MODEL_NOTES_MAX; */
    /*@ assert kinds: 0 <= model.input_scaling.kind < BP_SCALING_COUNT &&
          0 <= model.target_scaling.kind < BP_SCALING_COUNT; */
    bp_model_free(&model);
  }
  end();
}
