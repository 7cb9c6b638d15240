package ledwall.tidy;

import com.tngtech.archunit.core.domain.Dependency;
import com.tngtech.archunit.core.domain.JavaClass;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/** Who may know whom, by the rooms a module is laid out in. */
final class Rooms {
    private final Module module;

    Rooms(Module module) {
        this.module = module;
    }

    /** The room of a class: the longest name that the module's layers know; empty for the root package, a package nobody named, and other modules. */
    Optional<String> room(JavaClass type) {
        return module.layers().stream().flatMap(List::stream).filter(room -> in(room, type)).max(Comparator.comparingInt(String::length));
    }

    private boolean in(String room, JavaClass type) {
        var full = room.isEmpty() ? module.rootPackage() : module.rootPackage() + "." + room;
        return type.getPackageName().equals(full) || (!room.isEmpty() && type.getPackageName().startsWith(full + "."));
    }

    List<String> unknown(Iterable<JavaClass> classes) {
        var found = new ArrayList<String>();
        for (var type : classes) {
            if (room(type).isEmpty() && !type.getPackageName().equals(module.rootPackage())) {
                found.add(type.getPackageName() + " is in no layer of " + module.name() + "'s TidyTest");
            }
        }
        return found.stream().distinct().toList();
    }

    List<String> upward(Iterable<JavaClass> classes) {
        var found = new ArrayList<String>();
        for (var type : classes) {
            var from = room(type);
            for (var dependency : type.getDirectDependenciesFromSelf()) {
                var target = dependency.getTargetClass().getBaseComponentType();
                var to = room(target);
                if (from.isPresent() && to.isPresent() && !from.equals(to)) {
                    check(from.get(), to.get(), dependency, found);
                } else if (from.isPresent() && target.getPackageName().equals(module.rootPackage())) {
                    found.add(from.get() + " uses the root package: " + dependency.getDescription());
                }
            }
        }
        return found;
    }

    private void check(String from, String to, Dependency dependency, List<String> found) {
        if (layer(to) > layer(from) || module.apart().getOrDefault(from, List.of()).contains(to)) {
            found.add(from + " may not use " + to + ": " + dependency.getDescription());
        }
    }

    private int layer(String room) {
        for (int i = 0; i < module.layers().size(); i++) {
            if (module.layers().get(i).contains(room)) {
                return i;
            }
        }
        throw new IllegalStateException(room);
    }

    List<String> strayLibraries(Iterable<JavaClass> classes) {
        var found = new ArrayList<String>();
        for (var type : classes) {
            for (var dependency : type.getDirectDependenciesFromSelf()) {
                var target = dependency.getTargetClass().getBaseComponentType().getPackageName();
                module.libraries().forEach((library, rooms) -> {
                    if ((target + ".").startsWith(library + ".") && rooms.stream().noneMatch(room -> in(room, type))) {
                        found.add(library + " belongs to " + rooms + ", not to " + type.getName());
                    }
                });
            }
        }
        return found.stream().distinct().toList();
    }
}
