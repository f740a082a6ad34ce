// gRPC's raw methods, without its pyramids.
//
// gRPC marks a method as raw (its message is handed over as bytes) by a class template per method,
// each the base of the next. RawService<Base, A, B> is A<B<Base>>.
#ifndef OGI_SERVICES_SERVER_RAW_SERVICES_H_
#define OGI_SERVICES_SERVER_RAW_SERVICES_H_

namespace ogi {

template <typename Base, template <typename> class... Raw>
struct RawServiceOf {
  using Type = Base;
};
template <typename Base, template <typename> class First, template <typename> class... Rest>
struct RawServiceOf<Base, First, Rest...> {
  using Type = First<typename RawServiceOf<Base, Rest...>::Type>;
};

template <typename Base, template <typename> class... Raw>
using RawService = typename RawServiceOf<Base, Raw...>::Type;

}  // namespace ogi

#endif  // OGI_SERVICES_SERVER_RAW_SERVICES_H_
