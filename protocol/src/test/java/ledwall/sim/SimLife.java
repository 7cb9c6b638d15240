package ledwall.sim;

import ledwall.protocol.runtime.Node;

/** One incarnation of a node, from its start to its kill: the process. What it scheduled and opened ends with it. */
final class SimLife {
    final SimHost host;
    final Node node;
    final SimLoop loop;
    boolean alive = true;

    SimLife(SimWorld world, SimHost host, int incarnation) {
        this.host = host;
        var random = world.fork(host.name + "#" + incarnation);
        this.loop = new SimLoop(world, this);
        this.node = new Node(host.clock, loop, new SimWork(world, this), host.disk, new SimEntropy(random), world.network().dialer(this), world.network()
                .listener(this));
    }

    @Override
    public String toString() {
        return host.name;
    }
}
