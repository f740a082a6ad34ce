// Threads whose work can wait.
#ifndef OGI_COMMON_BACKGROUND_H_
#define OGI_COMMON_BACKGROUND_H_

namespace ogi {

// From now on the calling thread gets little of the processor as long as others want it. Nothing
// happens where the system has no such thing.
void YieldToOthers();

}  // namespace ogi

#endif  // OGI_COMMON_BACKGROUND_H_
