#include "common/background.h"

#include <sys/resource.h>
#include <unistd.h>

namespace ogi {

void YieldToOthers() {
  // Of 19. A thread at this has a tenth of the share of one at 0; at 19 it might not get to run for
  // seconds, with locks in its hands.
  constexpr int kNiceness = 10;
  // On Linux a thread is meant, not the process.
  (void)setpriority(PRIO_PROCESS, static_cast<id_t>(gettid()), kNiceness);
}

}  // namespace ogi
