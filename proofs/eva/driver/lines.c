/* The reader of lines, of a file of any bytes: any number of lines, each as long as the memory that is taken at first
   (model_realloc).
   files: src/text/lines.c src/text/grow.c proofs/eva/model/text.c proofs/eva/model/quote.c
   precise: take_content:0 */
#include "src/text/lines.h"
#include "driver.h"

void analysed(void) {
  char path[4];
  bp_lines lines;
  bp_text_error error;
  int more = 1;
  any_text(path, sizeof path);
  if (bp_lines_open(&lines, path, &error) == BP_TEXT_OK) {
    while (bp_lines_next(&lines, &more, &error) == BP_TEXT_OK && more) {
      /*@ assert readable: \valid_read(lines.text + (0 .. lines.length)); */
      /*@ assert ended: lines.text[lines.length] == 0; */
    }
    bp_lines_close(&lines);
  }
  end();
}
